"""The sentences of core's errors, for gettext. Written by `sauatty-web messages gather`."""

from django.utils.translation import gettext_noop as _

_("The e-mail address %(email)s already belongs to somebody here. Search for it in the list of people.")
_(
    "At least %(minimum)s people must share what could point at a person; in these data it is %(k)s, and %(n_small)s of %(n)s responses stand in smaller groups. Leave columns out, take rare answers together, or leave these responses out."
)
_(
    "The answer to '%(name)s' does not fit its question (%(problem)s). Look at the answers before they are taken in."
)
_("The answers of the response are not names with texts. They are kept as they came.")
_(
    "'%(name)s' unpacks to far more than a document holds (%(detail)s). Save it again in the program it comes from."
)
_("The instrument '%(instrument)s' has no question '%(name)s' to group by. Known: %(known)s, language.")
_(
    "The consent text says whom respondents can write to, and nobody is named. Fill in 'Whom respondents can ask', then open the survey."
)
_("The end of the survey is past. Set a later end, or none, then open it.")
_("The survey has responses and is not deleted. Close it; what is past its term is deleted by itself.")
_(
    "This cannot be changed once the survey was open: respondents were told otherwise. Make a new survey that follows this one."
)
_("The survey was not open yet when this response came. Take the response in, or set it aside.")
_("The survey cannot be opened yet. Do what its page names, then open it.")
_("The survey has no title in %(languages)s. Write it, then open the survey.")
_("There is no survey '%(campaign)s'. The response is kept; tell the coordinator its number.")
_(
    "'%(name)s' is no Common Cartridge that can be read (%(problem)s). Export the course again as Common Cartridge 1.3."
)
_("The cartridge '%(title)s' cannot be written: %(problem)s. Correct the lesson and export it again.")
_(
    "'%(name)s' is JSON, but neither a CASE package nor a list of objectives (%(problem)s). Export it again as a CASE package."
)
_("'%(name)s', line %(line)s: the column '%(column)s' is empty. Fill it in or take the row out.")
_(
    "'%(name)s', line %(line)s: '%(value)s' in the column '%(column)s' is not known. Known: %(known)s. Correct the row."
)
_("The codebook cannot be published: %(problem)s. Correct the draft and try again.")
_("There is no coding manual '%(codebook)s'. Choose one of the manuals that Sauatty lists.")
_("'%(name)s' is no REFI-QDA codebook (%(problem)s). Export the codebook again as .qdc.")
_(
    "'%(name)s', line %(line)s: %(problem)s. Correct the row; the columns are response, question, grade, parts (a;b), source."
)
_(
    "'%(name)s' holds the decisions of %(coders)s and no agreed ones (coder 'agreed'). Choose one with --coder."
)
_("'%(name)s' names the coder '%(coder)s', whom this review does not have. Its coders: %(known)s.")
_("'%(name)s' holds no decision of '%(coder)s'. It holds those of %(coders)s.")
_(
    "The answer of '%(response)s' to '%(question)s' is coded twice and differently. Settle it, and use the agreed codes."
)
_(
    "These answers were coded by different sources (%(sources)s), and machine codes are never counted as people's. Choose one source."
)
_(
    "None of the %(codes)s coded answers belongs to one of the %(responses)s responses (first: '%(response)s', question '%(question)s'). Use the codes that were made from these responses."
)
_("You coded this objective yourself, so somebody else has to settle it.")
_("Somebody settled this objective before you. Read what was decided; change it only with a reason.")
_("The decision is not complete or not right (%(field)s). Open the objective again and decide once more.")
_("The coder decided about this objective again later, and that decision stands. Set this one aside.")
_("The decision that should be taken back is not there. Look at your list of decisions.")
_("There is nothing to settle here yet: the coders have not both decided, or they agree.")
_("No objective fits this choice. Choose other subjects or grades.")
_("This review is not open now. Your decision was kept; the coordinator can take it in.")
_("This decision was kept, but could not be taken in. The coordinator of the review sees it.")
_("%(name)s already has this place in the review.")
_("You are no longer a coder of this review. Your decision was kept; the coordinator can take it in.")
_("The person who sent this is no longer here, so it cannot be taken in. Set it aside.")
_(
    "This objective was settled in the meantime, so the decision changes nothing. Your list of decisions shows the result."
)
_("There is no such objective in your reviews. Open your queue again.")
_(
    "The cohort has no seat left: %(seats)s of %(seats)s are taken. Choose another cohort or ask its coordinator."
)
_(
    "'%(name)s', line %(line)s: there is no use for the column '%(column)s'. Known: %(known)s. Rename it or take it out."
)
_(
    "'%(name)s' has no column for %(missing)s. Found: %(found)s. Name the columns as the page about file formats says."
)
_("There is no competence '%(competence)s'. See 'sauatty frameworks show gmilaf' for the ids.")
_("For a minor a parent or guardian agrees. Write the guardian's name.")
_("The response does not name a text of this survey that its sender agreed to. Without consent set it aside.")
_("The survey has no text in %(languages)s that respondents agree to. Write it, then open the survey.")
_("%(path)s: %(problem)s. Correct the file and run 'sauatty content check' again.")
_(
    "'%(name)s', line %(line)s: relevance '%(relevance)s' and the competences '%(value)s' contradict each other. Correct the row."
)
_(
    "'%(name)s', line %(line)s: the coder '%(coder)s' judged '%(unit)s' before, in line %(first)s, and differently. Keep one of the two rows."
)
_(
    "'%(name)s': the row of the unit '%(unit)s' and the coder '%(coder)s' is not right (%(field)s). Relevant objectives carry one to three competences of this review's framework, others none."
)
_(
    "The coder '%(coder)s' judged '%(unit)s' twice and differently ('%(first)s', '%(second)s'). Keep one of the two decisions."
)
_(
    "No unit of '%(name)s' is an id of '%(objectives)s'. Use the decisions that were exported for these objectives."
)
_(
    "'%(name)s' holds a document type declaration in %(part)s, which can hide other files. Save it again in a word processor and upload that."
)
_("'%(document)s', %(where)s: %(problem)s. Correct this part and write the document again.")
_(
    "'%(document)s' could not be set as PDF (%(detail)s). Report the fault with the document; DOCX and HTML are not affected."
)
_("The encoder '%(name)s' cannot be loaded here (%(detail)s). Set --encoder ngram, or install its package.")
_(
    "'%(name)s' looks like text in %(encoding)s, where Kazakh letters are easily lost (sample: %(sample)s). Save the file as UTF-8 and upload it again."
)
_(
    "The letters of '%(name)s' are neither UTF-8 nor a known Kazakh or Russian code page. Save the file as UTF-8 and upload it again."
)
_("Something went wrong. Try again, and tell the coordinator if it happens twice.")
_("'%(expression)s', character %(place)s: %(problem)s. Correct the expression.")
_("An expression has %(size)s %(unit)s; at most %(limit)s can be read. Split it over several questions.")
_("'%(expression)s', character %(place)s: there is no use for '%(found)s' here. Known: %(known)s.")
_("%(what)s need the package %(package)s, which is not installed here. Run: %(command)s")
_("'%(name)s' is empty. Download or save it again, then upload it.")
_(
    "'%(name)s' has %(size)s MB; at most %(limit)s MB can be read. Split the document, or upload the HTML page without its pictures."
)
_("'%(name)s' breaks off before its end. Download it again and upload the whole file.")
_(
    "'%(name)s' ends in %(suffix)s, but its content is %(found)s. Give it its right ending, or save it again in the program it comes from."
)
_(
    "'%(name)s' is not a document that can be read here (found: %(found)s). Use HTML, DOCX, PDF, XLSX, CSV or CASE JSON."
)
_(
    "The instrument '%(instrument)s' has %(terms)s real and %(foils)s invented terms with a score for each choice; at least one of each is needed. Mark the invented rows with 'foil: true' and give the choices scores."
)
_("'%(name)s' holds formulas (%(sheet)s). Copy the answers and paste them as values, then save it again.")
_("There is no framework '%(framework)s'. Known: %(known)s.")
_(
    "No row of %(gold)s has an id that stands in %(matched)s. Compare a matched file with the gold file of the same objectives."
)
_(
    "This change alters what is computed from the data (%(figures)s) and cannot be accepted. Refuse it, and change the words on the page of the paragraph."
)
_("The guide has changed since you opened this page. Read what changed, then sign it as it stands now.")
_(
    "The figure '%(figure)s' is no longer in the text (%(n)s in all). Put it back, or say below that the figures are left out on purpose."
)
_(
    "The value %(value)s stands in the text as typed. Put the figure '%(figure)s' back: it is brought up to date, a typed number is not."
)
_(
    "The text names the figure '%(figure)s', which this guide does not have. Put in one of the figures listed beside the paragraph, or take it out."
)
_(
    "Some texts leave out figures or show other ones than the other languages (%(n)s). Look at the list on this page, then say that you have looked at it."
)
_(
    "This guide quotes proposals of the machine, and you are coding the same text without seeing them. You can open it when your review is over."
)
_("The guide cannot be published yet (%(reason)s). The page about publication lists what is missing.")
_(
    "Nothing is known about these subjects yet (%(source)s). Finish the review or the matching first, then draft the guide."
)
_(
    "The number %(value)s was not in this text before, and the figure '%(figure)s' is left out. Put the figure back, or take the number out; a number from elsewhere belongs in a paragraph of its own."
)
_(
    "Somebody else has changed this paragraph since you opened it. Their text stands below; put yours and theirs together and save again."
)
_("'%(name)s' is not taken: %(problem)s. Save it as a plain PDF without forms, attachments and passwords.")
_("'%(name)s' could not be read. Check the file and try again.")
_("'%(name)s' could not be read (%(problem)s). Check the path and your rights to it.")
_("'%(name)s' is no instrument that Sauatty can read: %(problem)s. Correct the file and try again.")
_("%(instrument)s: %(problem)s. 'sauatty survey check' lists every hole; mend them and try again.")
_("The name '%(name)s' is already used in this instrument. Choose another one.")
_("The draft has holes: %(n)s. The check names each; mend them, then publish.")
_("There is no '%(name)s' in the draft: it was taken out or renamed. Look at the list of questions.")
_(
    "This part was changed after you opened it. Both states stand below: keep yours, or copy from the other one."
)
_(
    "Texts older than the one they were translated from: %(n)s. Bring them up to date, or say that they may go out."
)
_("There is room for %(most)s and no more. Take something out first.")
_("The draft says the same as version %(number)s. There is nothing to publish.")
_("There is no instrument '%(instrument)s'. Known: %(known)s.")
_("'%(name)s', line %(line)s: %(problem)s. Each line must be one JSON object.")
_(
    "The published version of the instrument is not complete in %(languages)s. Choose other languages, or complete the texts, publish again and move the survey to that version."
)
_("This is the last coordinator. Give somebody else the role first.")
_("'%(name)s': %(problem)s. Use a YAML file of the schema lesson/1, as the export writes it.")
_(
    "The lesson '%(key)s' is being changed on this site already. Ask the coordinator for it, or make another lesson from it."
)
_("%(n)s holes stand in the way of publishing. The check names each of them; mend them and publish again.")
_(
    "Somebody changed this part while you were writing. What you wrote still stands in the fields; what stands now is shown beside it. Keep it again to put yours in its place."
)
_(
    "The text has changed since you opened it, so your signature was not kept. Read what stands now and sign again; your corrections are still here."
)
_(
    "%(n)s texts are older than the text that they were translated from. Look at them, or say that they may go out as they are."
)
_("The draft says the same as version %(number)s. Change something first.")
_("There is no lesson '%(lesson)s'. See 'sauatty lesson list' for the keys.")
_(
    "'%(name)s' is not taken. A picture is PNG, JPEG or WebP, a file to hand out is PDF, DOCX or PPTX; each has at most %(limit)s MB."
)
_("What was sent about the lesson cannot be read. Open the lesson again and repeat the step.")
_("There is nobody to write to: no unused personal link has an e-mail address.")
_("The survey is not open now, so no letter is sent. Open it, or choose a time to come.")
_(
    "This survey takes responses through personal links only, and this response came without a link that holds. Take it in, or set it aside."
)
_("A response has come through this personal link before. Take in one of the two.")
_(
    "'%(name)s' fetches a part from another place when it is opened (%(target)s). Break the link in the word processor, save the file and upload it again."
)
_("Line %(line)s, '%(value)s': %(problem)s. Correct the list; no link was made.")
_("'%(name)s' holds macros. Save it without macros (as .docx or .xlsx) and upload that.")
_("The trained model '%(path)s' is missing or of another version. Run 'sauatty model train'.")
_("There is no module '%(module)s'. Known: %(known)s.")
_("The module '%(module)s' has no lessons yet. Choose one of: %(known)s.")
_(
    "'%(name)s' nests its elements more than %(limit)s deep, which no document does. Open it in a browser and save it again."
)
_(
    "No response says anything about a need, so there is nothing to plan for. Wait for responses, or ask the questions on needs, self-rating and practice."
)
_("Only native readers sign. Say on the translation desk that the language is yours, then sign again.")
_(
    "'%(name)s' holds machine proposals only, which do not tell a direct objective from an opportunity. Give the decisions of people with --decisions."
)
_("'%(name)s' has no role in this programme. Give them one first, then add them to the cohort.")
_(
    "'%(name)s' was read (%(detail)s), but no learning objectives were found in it. Check that it is a curriculum with objectives, or see the page about file formats."
)
_("Nothing is left to hand over. Choose fewer things to leave out.")
_(
    "'%(name)s', line %(line)s: '%(value)s' in the column '%(column)s' is no number. Correct it, or measure at the nominal level."
)
_("'%(name)s' could not be written (%(problem)s). Choose another place with -o.")
_(
    "There are %(before)s answers before and %(after)s after. Give one of each for every person, in the same order."
)
_("The survey has no text that respondents agree to. Write it before sheets are entered.")
_("'%(name)s' is damaged in %(part)s (%(problem)s). Save it again in the program it comes from.")
_(
    "The answer '%(response)s' has %(length)s characters, but a code stands from %(start)s to %(end)s. Code the answer as it is now."
)
_("E-mail or password is not right. Try again, or ask your coordinator for a one-time code.")
_("The pattern '%(pattern)s' of regex(), character %(place)s: %(problem)s. Write it more simply.")
_("'%(name)s' is protected by a password. Save it without one and upload it again.")
_(
    "'%(name)s' has %(pages)s pages but no text layer: it is a scan. Run text recognition on it, or use the HTML page of the legal portal."
)
_("This person also has roles that you do not coordinate. Ask the administrator of the site.")
_(
    "'%(name)s' is not a picture that can be used (%(detail)s). Use PNG, JPEG or WebP with at most %(limit)s million points."
)
_("No plan fulfils this: %(problem)s. Allow more hours or sessions, or keep fewer modules.")
_(
    "The plan has been changed meanwhile: its newest version is %(number)s. Look at it and make your change again."
)
_("The best plan was not found within the time (%(problem)s). Try fewer modules.")
_("Line %(line)s, '%(value)s': %(problem)s. Correct the table; nothing was changed.")
_(
    "The instrument '%(instrument)s' has no question '%(name)s' with choices, so there is no cross table of it. Choose one of: %(known)s."
)
_("The rating %(rating)s is no whole number from %(low)d to %(high)d. Correct it, or leave it empty.")
_(
    "The reader stopped at '%(name)s' (%(detail)s). Nothing was stored. Save the file again in another format and report the fault."
)
_("'%(name)s' needs more memory than one document may take (%(limit)s MB). Split the document and try again.")
_("'%(name)s' could not be read within %(seconds)s seconds. Split the document and try again.")
_("The move to version %(version)s does not fit: %(problem)s. Correct the mapping and try again.")
_("Write what is wrong before you send the text back.")
_(
    "'%(name)s', line %(line)s, '%(answer)s': '%(cell)s' is no answer to this question. Expected: %(expected)s. Was another version of the instrument asked?"
)
_("The response is kept, but it was not taken in. The coordinator decides about it.")
_("'%(name)s', line %(line)s: the response has no id. Fill the column in, or leave the whole column out.")
_(
    "'%(name)s', line %(line)s: the response '%(response)s' stands in line %(first)s too, with other answers. Keep one of the two rows."
)
_("'%(name)s': the column '%(column)s' stands twice. Keep one of the two.")
_(
    "'%(name)s': the column '%(column)s' belongs to no question of the instrument '%(instrument)s'. Correct its name, or take the column out."
)
_("'%(name)s' does not fit the instrument. Check the file and try again.")
_(
    "'%(name)s' has no column of the instrument '%(instrument)s'. Found: %(found)s. Choose the instrument that these are answers to."
)
_(
    "'%(name)s' belongs to %(found)s, not to this guide (%(expected)s). Open the guide that it belongs to and upload it there."
)
_(
    "'%(name)s' is no Word file (DOCX). Upload the DOCX that was fetched on this page and edited; from another program, save it as DOCX first."
)
_(
    "'%(name)s' is %(found)s of this guide: a published version or a file for readers, which did not go out for editing. Make a file on the page 'Through Word', put the changes into that one and upload it at its line."
)
_(
    "'%(name)s' is the file %(found)s of this guide, and this line is for %(expected)s. Go back to the page 'Through Word' and upload it at the line of %(found)s."
)
_(
    "'%(name)s' is not a file that went out from here: it carries no mark of a guide. Make the file on this page first, and edit that one."
)
_("The decision about '%(unit)s' is %(found)s. Write 0 (none), 1 (opportunity) or 2 (direct) for every row.")
_("The id '%(unit)s' stands twice. Give every row an id of its own, and try again.")
_("There is a decision about '%(unit)s', but no row has this id. Give the decisions of the same list.")
_(
    "The instrument '%(instrument)s' has no question with the role '%(role)s' %(needed)s. Give a question this role, or leave this analysis out."
)
_("%(path)s, line %(line)s: %(problem)s.")
_("There are %(n)s people in the cohort already. Give it as many seats, or take people out first.")
_("Sauatty stopped, because %(part)s ended by itself (exit code %(status)s). See the lines above.")
_("Sheet %(number)s was entered twice already, and both entries agree.")
_(
    "Sheet %(number)s was entered before. Look at the number on the sheet, or choose the second entry to check the first one."
)
_("Sheet %(number)s was not entered yet. Enter it as a first entry.")
_("Too many tries. Wait %(minutes)s minutes and try again, or ask your coordinator for a new code.")
_("This does not fit, or it has been used or has expired. Check what you typed, or ask for a new code.")
_(
    "These objectives were judged by different sources (%(sources)s), and their figures are not mixed. Choose one source, or say that they may be mixed."
)
_("Sauatty does not start: %(problem)s")
_("'%(name)s', row %(line)s: %(problem)s. Save the table again as CSV (UTF-8) or XLSX.")
_(
    "People have agreed on %(n)s answers, and on %(smallest)s of the rarest grade. A machine learns from %(wanted)s or more, of at least two grades with %(each)s or more each. Code more answers first."
)
_("'%(name)s' has %(pages)s pages; at most %(limit)s can be read. Split the document and try again.")
_(
    "'%(name)s' holds two rows of the coder '%(coder)s' for the same objective ('%(unit)s' is the second). Keep one of them."
)
_(
    "'%(name)s' names the unit '%(unit)s', which this review does not have. Use the ids of an export of this review."
)
_("'%(name)s' has not been read yet. Wait until the reading is over, or upload the file again.")
_(
    "The value '%(value)s' of '%(coder)s' for '%(unit)s' does not fit the level '%(level)s'. Correct it, or choose another level."
)
_("This version belongs to another instrument. Make a new survey for it.")
_(
    "The response answers a version of the instrument that is not known here (%(version)s). Compare its answers with the questions before it is taken in."
)
_(
    "The weights of the parts are not usable (%(problem)s). Give numbers of 0 or more for stated, claimed, shown and practice, at least one above 0."
)
_("The responses cannot be weighted: %(problem)s. Correct the weights or the margins and try again.")
_("The text %(place)s %(problem)s. Shorten or change it, then write the file again.")
_(
    "'%(name)s' has %(n)s things that a survey of Sauatty cannot hold: %(problems)s. Nothing was read. Take them out or write them in another way, then try again."
)
_("a 7-Zip archive")
_("a BMP picture")
_("a DjVu document")
_("a GIF picture")
_("a JPEG picture")
_("a Linux program")
_("a PNG picture")
_("a PostScript file")
_("a PowerPoint presentation")
_("a RAR archive")
_("a TIFF picture")
_("a Windows program")
_("a ZIP archive")
_("a binary Excel workbook (.xlsb)")
_("a bzip2 archive")
_("a gzip archive")
_("a picture, sound or video")
_("a web archive (.mht); save the page as HTML")
_("an EPUB book")
_("an OpenDocument file (.odt, .ods)")
_("an RTF document")
_("an SQLite database")
_("an XML file")
_("an old Word or Excel file (.doc, .xls), or one with a password")
_("an xz archive")
_("plain text")
_("the text of objectives")
_("has no text in %(language)s")
_("has no version")
_("does not declare the language %(detail)s")
_("has no questions")
_("'%(detail)s' is no name: Latin letters, digits, '_', '-' and '.', a letter first, at most 64")
_("'%(detail)s' is a column of every table of responses; choose another name")
_("the name '%(detail)s' stands more than once")
_("'%(detail)s' is no code: letters, digits, '_', '-' and '.' without spaces, at most 64")
_("the code '%(detail)s' is that of the free answer")
_("the code '%(detail)s' stands more than once")
_("needs at least two choices")
_("has choices, which a question of the kind '%(detail)s' does not show")
_("has no rows")
_("has rows, which a question of the kind '%(detail)s' does not show")
_("a question of the kind '%(detail)s' cannot take a free answer beside its choices")
_("its bounds cannot both be kept (%(detail)s)")
_("has bounds, which a question of the kind '%(detail)s' does not keep")
_("its length is %(detail)s; from 1 to 20000 can be kept")
_("a note has no answer to check or require")
_("its score %(detail)s is not from 0 to 1")
_("none of its choices has a score, which the role '%(detail)s' needs")
_("'%(detail)s' is no competence of any framework")
_("names no competence, which the role '%(detail)s' needs")
_("%(detail)s of its terms are invented; about a fifth should be")
_("is marked as invented, which only terms of the role 'familiarity' can be")
_("stands after '%(detail)s', which tells what is to be known here")
_("%(detail)s")
_("refers to '%(detail)s', which no question answers")
_("refers to '%(detail)s', which is only asked later")
_("compares with '%(detail)s', which is no choice of that question")
_("'.' has a meaning in a check only")
_("today() has a meaning in a check only")
_("is never asked, whatever is answered before")
