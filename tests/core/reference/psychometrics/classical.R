# Reference figures for core/psychometrics: classical, reliability, distractors.
# Run in this folder: Rscript classical.R   (writes classical_*.csv and classical.json)
# Made with R 4.2.2 and psych 2.2.9 (Debian 12).
suppressMessages({library(psych); library(jsonlite)})
set.seed(6)
n <- 300; k <- 10
theta <- rnorm(n); b <- seq(-1.6, 1.4, length.out = k); a <- seq(0.5, 1.6, length.out = k)
p <- plogis(sweep(outer(theta, b, "-"), 2, a, "*"))
x <- (matrix(runif(n * k), n) < p) * 1
x[, 9] <- x[, 9] + (matrix(runif(n), n) < plogis(theta)) * x[, 9]        # an item of two points
colnames(x) <- paste0("i", 1:k)
y <- x; y[matrix(runif(n * k), n) < 0.15] <- NA                           # not everybody was asked everything
out <- function(m, file) write.csv(data.frame(person = paste0("p", 1:n), m), file, row.names = FALSE, na = "", quote = FALSE)
out(x, "classical_complete.csv"); out(y, "classical_missing.csv")
# Letters: the keys in turn; a wrong answer is more often the first of the other options.
keys <- rep(c("a", "b", "c", "d"), length.out = k)
letters_of <- sapply(1:k, function(j) {
  others <- setdiff(c("a", "b", "c", "d"), keys[j])
  wrong <- sample(others, n, TRUE, c(.55, .35, .10))
  ifelse(runif(n) < 0.04, "", ifelse(x[, j] > 0, keys[j], wrong))
})
colnames(letters_of) <- colnames(x)
out(letters_of, "classical_letters.csv")
write.csv(data.frame(item = colnames(x), key = keys), "classical_key.csv", row.names = FALSE, quote = FALSE)

figures <- function(m) {
  found <- suppressWarnings(psych::alpha(as.data.frame(m), check.keys = FALSE, warnings = FALSE))
  covariance <- cov(m, use = "pairwise"); correlation <- cov2cor(covariance); sds <- sqrt(diag(covariance))
  one <- suppressWarnings(fa(correlation, nfactors = 1, fm = "minres", n.obs = n))
  loading <- as.numeric(one$loadings)
  list(alpha = found$total$raw_alpha, alpha_standardised = found$total$std.alpha,
       feldt = c(found$feldt$lower.ci[[1]], found$feldt$upper.ci[[1]]),
       if_dropped = found$alpha.drop$raw_alpha, r_drop = found$item.stats$r.drop,
       mean = found$item.stats$mean, sd = found$item.stats$sd,
       loadings = loading,
       omega_standardised = 1 - sum(1 - loading^2) / sum(correlation),
       omega_total = 1 - sum((1 - loading^2) * sds^2) / sum(covariance),
       total_sd = sqrt(sum(covariance)))
}
halves <- splitHalf(x, raw = TRUE, brute = TRUE, covar = TRUE, check.keys = FALSE)
odd <- rowSums(x[, seq(1, k, 2)]); even <- rowSums(x[, seq(2, k, 2)])
prorated <- function(m, most) sapply(1:k, function(j) {
  rest <- rowSums(m[, -j], na.rm = TRUE) / as.numeric((!is.na(m[, -j])) %*% most[-j]); cor(m[, j], rest, use = "complete")
})
right <- sapply(1:k, function(j) ifelse(letters_of[, j] == "", NA, letters_of[, j] == keys[j]))
options <- lapply(1:k, function(j) {
  rest <- rowSums(right[, -j], na.rm = TRUE) / rowSums(!is.na(right[, -j]))
  part <- findInterval(rest, quantile(rest, 1:2 / 3), left.open = TRUE)
  took <- letters_of[, j]; answered <- took != ""
  lapply(setNames(c("a", "b", "c", "d"), c("a", "b", "c", "d")), function(o) list(
    n = sum(took == o), option_rest = cor(as.numeric(took == o)[answered], rest[answered]),
    by_third = as.numeric(tapply(took == o, part, mean))))
})
writeLines(toJSON(list(
  versions = list(R = R.version.string, psych = as.character(packageVersion("psych"))),
  complete = figures(x), missing = c(figures(y), list(item_rest = prorated(y, c(rep(1, 8), 2, 1)))),
  split = list(maximum = halves$maxrb, minimum = halves$minrb, mean = halves$meanr, n = length(halves$raw),
               odd_even = 4 * cov(odd, even) / var(rowSums(x)), spearman_brown = 2 * cor(odd, even) / (1 + cor(odd, even))),
  wilson = lapply(c(1, 5, 10), function(j) as.numeric(prop.test(sum(x[, j]), n, correct = FALSE)$conf.int)),
  fisher = r.con(cor(x[, 1], rowSums(x[, -1])), n),
  options = options
), auto_unbox = TRUE, digits = NA), "classical.json")
