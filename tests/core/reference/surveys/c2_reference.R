# Reference figures for core/surveys (familiarity, claimed × shown, change, needs), base R only.
# Run in this folder: Rscript c2_reference.R   (made with R 4.2.2)
out <- function(frame, name) write.csv(frame, name, row.names = FALSE, quote = FALSE)
exact <- function(x) sprintf("%.12f", x)

# --- d' and criterion with the log-linear correction (Hautus 1995)
asked <- expand.grid(hits = c(0, 3, 7, 10), n_terms = 10, false = 0:3, n_foils = 3)
asked <- rbind(asked, data.frame(hits = c(812, 9), n_terms = c(1000, 9), false = c(77, 0), n_foils = c(300, 2)))
h <- qnorm((asked$hits + .5) / (asked$n_terms + 1)); f <- qnorm((asked$false + .5) / (asked$n_foils + 1))
out(data.frame(asked, d = exact(h - f), c = exact(-(h + f) / 2)), "c2_dprime.csv")

# --- McNemar: exact conditional and mid-p, and Newcombe's paired interval (method 10) from prop.test
wilson <- function(n, of) suppressWarnings(prop.test(n, of, correct = FALSE))$conf.int
one <- function(both, gained, lost, neither) {
  n <- both + gained + lost + neither; m <- gained + lost
  p <- if (m) binom.test(gained, m)$p.value else 1
  # mid-p: what is as likely as the table seen counts half; as contingencytables::McNemar_midP_test_paired_2x2.
  mid <- if (!m) 1 else if (gained == lost) 1 - dbinom(gained, m, .5) / 2 else p - dbinom(gained, m, .5)
  a <- (both + gained) / n; b <- (both + lost) / n
  wa <- wilson(both + gained, n); wb <- wilson(both + lost, n)
  top <- both * neither - gained * lost
  if (top > 0) top <- max(top - n / 2, 0)
  bottom <- prod(both + gained, lost + neither, both + lost, gained + neither)
  phi <- if (bottom > 0) top / sqrt(bottom) else 0
  d <- a - b
  low <- d - sqrt((a - wa[1])^2 - 2 * phi * (a - wa[1]) * (wb[2] - b) + (wb[2] - b)^2)
  high <- d + sqrt((wa[2] - a)^2 - 2 * phi * (wa[2] - a) * (b - wb[1]) + (b - wb[1])^2)
  c(p, mid, d, low, high)
}
pairs <- data.frame(both = c(1, 20, 30, 0, 12, 5, 40), gained = c(1, 15, 4, 9, 6, 0, 25),
  lost = c(7, 5, 4, 0, 0, 0, 3), neither = c(12, 10, 2, 1, 12, 5, 32))
found <- t(mapply(one, pairs$both, pairs$gained, pairs$lost, pairs$neither))
out(data.frame(pairs, p_exact = exact(found[, 1]), p_mid = exact(found[, 2]), change = exact(found[, 3]),
  low = exact(found[, 4]), high = exact(found[, 5])), "c2_mcnemar.csv")

# --- claimed × shown and the parts of the needs index on the sample
r <- read.csv("c2_responses.csv", colClasses = "character"); k <- read.csv("c2_codes.csv", colClasses = "character")
grade <- ifelse(r$mil_definition == "", 0, NA)
grade[match(k$response, r$id)] <- as.integer(k$grade)
claim <- factor(r$familiarity_mil, levels = c("never", "heard", "could"))
both <- !is.na(claim) & !is.na(grade)
table <- table(claim[both], factor(grade[both], levels = 0:3))
over <- c(sum(table["could", 1:2]), sum(table["could", ]))
ends <- wilson(over[1], over[2])
rho <- cor(as.integer(claim[both]), grade[both], method = "spearman")
cells <- as.data.frame(table); names(cells) <- c("claim", "grade", "n")
out(cells, "c2_claimed.csv")
out(data.frame(overclaimed = over[1], of = over[2], low = exact(ends[1]), high = exact(ends[2]), spearman = exact(rho)),
  "c2_overclaiming.csv")

code <- c("gmilaf_1_2", "gmilaf_2_3", "gmilaf_3_2", "gmilaf_3_4")
step <- c(s0 = 0, s1 = 1 / 3, s2 = 2 / 3, s3 = 1)
part <- c(gmilaf_1_2 = "access", gmilaf_2_3 = "evaluate", gmilaf_3_2 = "ethics", gmilaf_3_4 = NA)
need <- t(sapply(code, function(one) {
  places <- lapply(strsplit(r$need_ranked, " "), function(x) if (length(x)) (3 - match(one, x, nomatch = 4) + 1) / 3 else NA)
  shown <- if (is.na(part[one])) NA else mean(!sapply(strsplit(k$parts, ";"), function(x) part[one] %in% x))
  c(mean(unlist(places), na.rm = TRUE), mean(1 - step[r[[paste0("self_rating_", one)]]], na.rm = TRUE), shown,
    mean(1 - step[r[[paste0("practice_", one)]]], na.rm = TRUE))
}))
weighted <- function(w) apply(need, 1, function(x) sum((w * x)[!is.na(x)]) / sum(w[!is.na(x)]))
out(data.frame(competence = gsub("_", ".", code), stated = exact(need[, 1]), claimed = exact(need[, 2]),
  shown = exact(need[, 3]), practice = exact(need[, 4]), index = exact(weighted(c(1, 1, 1, 1))),
  index_2111 = exact(weighted(c(2, 1, 1, 1)))), "c2_needs.csv")

# --- d' of the typical respondent: one correlation for each list of terms, from how often pairs are claimed together
claimed <- function(names) sapply(names, function(one) ifelse(r[[one]] == "", NA, as.numeric(r[[one]] != "never")))
real <- claimed(c("familiarity_mil", paste0("familiarity_real", 1:8))); foil <- claimed(paste0("familiarity_foil", 0:2))
there <- rowSums(!is.na(real)) > 0 & rowSums(!is.na(foil)) > 0
typical <- function(x) {
  z <- qnorm((colSums(x, na.rm = TRUE) + .5) / (colSums(!is.na(x)) + 1))
  said <- rowSums(x, na.rm = TRUE); asked <- rowSums(!is.na(x))
  together <- sum(choose(said, 2)) / sum(choose(asked, 2))
  pair <- function(i, j, rho) integrate(function(t) dnorm(t) * pnorm((z[i] + sqrt(rho) * t) / sqrt(1 - rho)) *
    pnorm((z[j] + sqrt(rho) * t) / sqrt(1 - rho)), -8, 8, rel.tol = 1e-10)$value
  all <- combn(length(z), 2)
  excess <- function(rho) mean(apply(all, 2, function(p) pair(p[1], p[2], rho))) - together
  rho <- if (excess(0) >= 0) 0 else uniroot(excess, c(0, .9), tol = 1e-10)$root
  mean(z) / sqrt(1 - rho)
}
h <- typical(real[there, ]); f <- typical(foil[there, ])
out(data.frame(n = sum(there), d = exact(h - f), c = exact(-(h + f) / 2)), "c2_typical.csv")
