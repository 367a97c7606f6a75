
BBBB BBBBXXXXXX XXXXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXXX XXXXX XXXXXXXXXXXXX XXXXXXXXXXXX XXXXXX gettext(u'This is a shared computer') XXXXXXXXXXX gettext(u'Nothing stays on it: all ends with the browser, and after 15 minutes without use.') XXXXXXXXXXXXXXXXXXXXXXX
