# Cohen's kappa of two_coders.csv and of four tables, unweighted, linear and quadratic: Rscript script.R > psych.json
# Needs R and psych (Debian: r-base-core, r-cran-psych).
suppressPackageStartupMessages(library(psych))
long <- read.csv("two_coders.csv", colClasses = c("character", "character", "integer"))
wide <- reshape(long, idvar = "unit", timevar = "coder", direction = "wide")
wide <- wide[complete.cases(wide), c("value.a", "value.b")]
samples <- list(
  two_coders = wide,
  cohen_1960 = matrix(c(88, 14, 18, 10, 40, 10, 2, 6, 12), nrow = 3), # Cohen (1960), table 1, out of 200
  chance = matrix(c(20, 5, 10, 15), nrow = 2),
  opposed = matrix(c(1, 30, 25, 2), nrow = 2),
  skewed = matrix(c(118, 5, 2, 0), nrow = 2)
)
one <- function(x) {
  squared <- cohen.kappa(x)
  k <- nrow(squared$agree)
  linear <- cohen.kappa(x, w = 1 - abs(outer(1:k, 1:k, "-")) / (k - 1))
  sprintf('{"kappa": %.17g, "quadratic": %.17g, "linear": %.17g, "n": %d}',
          squared$kappa, squared$weighted.kappa, linear$weighted.kappa, as.integer(squared$n.obs))
}
cat("{\n")
cat(sprintf(' "versions": {"R": "%s", "psych": "%s"},\n', getRversion(), packageVersion("psych")))
cat(paste(sprintf(' "%s": %s', names(samples), sapply(samples, one)), collapse = ",\n"))
cat("\n}\n")
