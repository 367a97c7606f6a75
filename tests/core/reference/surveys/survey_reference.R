# Reference figures for core/surveys and core/statistics.
# Run in this folder: python make_responses.py && Rscript survey_reference.R
# Made with R 4.2.2 (Debian 4.2.2.20221110-2) and its packages survey 4.1-1 and jsonlite.
suppressMessages({library(survey); library(jsonlite)})
d <- read.csv("responses.csv", na.strings = "", colClasses = c(age = "numeric", scale = "numeric"))
d$region <- factor(d$region); d$kind <- factor(d$kind); d$answer <- factor(d$answer, levels = c("no", "some", "yes"))
out <- list(versions = list(R = R.version.string, survey = as.character(packageVersion("survey"))))

# Unweighted: Wilson, t interval, quantiles of definition 2.
a <- na.omit(d$answer)
wilson <- function(n, of) as.numeric(suppressWarnings(prop.test(n, of, correct = FALSE))$conf.int)
out$unweighted <- list(
  wilson = lapply(setNames(levels(a), levels(a)), function(k) c(mean(a == k), wilson(sum(a == k), length(a)))),
  scale_mean = c(mean(d$scale, na.rm = TRUE), as.numeric(t.test(d$scale)$conf.int)),
  scale_median = median(d$scale, na.rm = TRUE),
  age_quartiles = as.numeric(quantile(d$age, c(.25, .5, .75), na.rm = TRUE, type = 2))
)

# Cross table.
m <- table(d$region, d$answer)
test <- suppressWarnings(chisq.test(m, correct = FALSE))
n <- sum(m); r <- nrow(m); k <- ncol(m)
phi2 <- unname(test$statistic) / n
bergsma <- function(phi2, n, r, k) {
  p <- max(0, phi2 - (r - 1) * (k - 1) / (n - 1))
  sqrt(p / min(r - (r - 1)^2 / (n - 1) - 1, k - (k - 1)^2 / (n - 1) - 1))
}
ncp <- function(x, df, p) {
  f <- function(l) pchisq(x, df, ncp = l) - p
  if (f(0) <= 0) return(0)
  uniroot(f, c(0, 10 * x + 50), tol = 1e-12)$root
}
ends <- sqrt(c(ncp(unname(test$statistic), test$parameter, .975), ncp(unname(test$statistic), test$parameter, .025)) / (n * (min(r, k) - 1)))
out$cross <- list(
  counts = unclass(matrix(m, nrow = r)), statistic = unname(test$statistic), df = unname(test$parameter), p = test$p.value,
  residuals = matrix(test$stdres, nrow = r), v = bergsma(phi2, n, r, k), v_ends = ends
)
small <- matrix(c(8, 1, 2, 5), 2)
out$fisher <- list(counts = small, p = fisher.test(small)$p.value)
sparse <- matrix(c(6, 1, 0, 2, 0, 3, 1, 5, 1, 0, 2, 4), 3)
set.seed(1)
out$permutation <- list(counts = sparse, statistic = suppressWarnings(unname(chisq.test(sparse)$statistic)),
  p = chisq.test(sparse, simulate.p.value = TRUE, B = 1000000)$p.value)
out$holm <- list(p = c(.01, .04, .03, .2), adjusted = p.adjust(c(.01, .04, .03, .2), "holm"))

# Weights: raking to two margins, post-stratification to a joint one.
population <- list(region = c(north = 300, south = 500, west = 200), kind = c(school = 850, library = 150))
plain <- suppressWarnings(svydesign(ids = ~1, data = d))
frame <- function(name) setNames(data.frame(names(population[[name]]), as.numeric(population[[name]])), c(name, "Freq"))
raked <- rake(plain, list(~region, ~kind), list(frame("region"), frame("kind")), control = list(maxit = 1000, epsilon = 1e-12))
w <- weights(raked); w <- w / mean(w)
d$cell <- factor(paste(d$region, d$kind, sep = "*"))
joint <- c("north*school" = 250, "north*library" = 50, "south*school" = 430, "south*library" = 70, "west*school" = 170, "west*library" = 30)
post <- postStratify(suppressWarnings(svydesign(ids = ~1, data = d)), ~cell, data.frame(cell = names(joint), Freq = as.numeric(joint)))
wp <- weights(post); wp <- wp / mean(wp)
out$weights <- list(raked = as.numeric(w), post = as.numeric(wp), deff = length(w) * sum(w^2) / sum(w)^2)

# Weighted estimates: the weights taken as given (no gain from calibration), as in core/surveys.
d$w <- w
design <- svydesign(ids = ~1, weights = ~w, data = d)
ci <- function(x, design) as.numeric(confint(x, df = degf(design)))
ds <- subset(design, !is.na(scale)); ds <- svydesign(ids = ~1, weights = ~w, data = d[!is.na(d$scale), ])
da <- svydesign(ids = ~1, weights = ~w, data = d[!is.na(d$age), ])
dx <- svydesign(ids = ~1, weights = ~w, data = d[!is.na(d$answer), ])
mean_scale <- svymean(~scale, ds)
rs <- svychisq(~region + answer, dx, statistic = "F")
out$weighted <- list(
  shares = as.numeric(coef(svymean(~answer, dx))), n_effective = sum(dx$variables$w)^2 / sum(dx$variables$w^2),
  scale_mean = c(as.numeric(coef(mean_scale)), ci(mean_scale, ds)),
  age_quartiles = as.numeric(coef(svyquantile(~age, da, c(.25, .5, .75), qrule = "hf2"))),
  rao_scott = c(unname(rs$statistic), unname(rs$parameter[1]), unname(rs$p.value))
)
write(toJSON(out, digits = NA, auto_unbox = TRUE, pretty = TRUE, matrix = "rowmajor"), "survey_reference.json")
