# Reference figures for core/psychometrics: gain.
# Run in this folder: Rscript gain.R   (writes gain_*.csv and gain.json)
# Made with R 4.2.2 (Debian 12), package stats.
suppressMessages(library(jsonlite))
set.seed(606)
n <- 90; k <- 12
theta <- rnorm(n); later <- theta + rnorm(n, 0.6, 0.4); b <- seq(-1.5, 1.5, length.out = k)
draw <- function(t) (matrix(runif(n * k), n) < plogis(outer(t, b, "-"))) * 1
pre <- draw(theta); post <- draw(later); colnames(pre) <- colnames(post) <- paste0("i", 1:k)
who <- paste0("p", 1:n); first <- 1:84; last <- c(1:6, 13:90)             # six took the final test only, six left
write.csv(data.frame(person = who[first], pre[first, ]), "gain_pre.csv", row.names = FALSE, quote = FALSE)
write.csv(data.frame(person = who[last], post[last, ]), "gain_post.csv", row.names = FALSE, quote = FALSE)
both <- intersect(first, last); x <- rowSums(pre[both, ]); y <- rowSums(post[both, ])
t <- t.test(y, x, paired = TRUE); value <- t$statistic[[1]]; df <- t$parameter[[1]]
ncp <- function(tail) uniroot(function(d) pt(value, df, d) - tail, value + c(-8, 8), tol = 1e-12)$root
half <- function(items) { a <- rowSums(pre[both, items]); b <- rowSums(post[both, items]); c(mean(b - a), t.test(b, a, paired = TRUE)$conf.int) }
s <- sqrt((var(x) + var(y)) / 2); d <- mean(y - x) / s; r <- cor(x, y); v1 <- var(x); v2 <- var(y)
se <- sqrt(d^2 * (v1^2 + v2^2 + 2 * r^2 * v1 * v2) / (8 * df * s^4) + (v1 + v2 - 2 * r * sqrt(v1 * v2)) / (df * s^2))
gone <- rowSums(pre[setdiff(first, last), ])
left <- t.test(gone, x)
# The percentile bootstrap says whether Bonett's interval is of the right width.
boot <- replicate(4000, { w <- sample(length(x), replace = TRUE); mean(y[w] - x[w]) / sqrt((var(x[w]) + var(y[w])) / 2) })
writeLines(toJSON(list(versions = list(R = R.version.string), n = length(both), mean_gain = mean(y - x), ci95 = as.numeric(t$conf.int),
  t = value, p = t$p.value, d_av = d, d_av_ci = d + c(-1, 1) * qnorm(.975) * se, d_av_bootstrap = as.numeric(quantile(boot, c(.025, .975))),
  d_z = mean(y - x) / sd(y - x), d_z_ci = c(ncp(.975), ncp(.025)) / sqrt(length(x)), d_pre = mean(y - x) / sd(x), correlation = r,
  first_half = half(1:6), n_left = length(gone), left_difference = mean(gone) - mean(x), left_ci = as.numeric(left$conf.int)),
  auto_unbox = TRUE, digits = NA), "gain.json")
