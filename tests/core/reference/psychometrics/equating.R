# Linking and equating once more, in base R and by other means: optim() instead of least squares, glm() for the
# smoothing, linear interpolation of the cumulated shares for the equipercentile equivalents.
# Run: Rscript equating.R  (writes equating.json beside it)
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))))
items <- read.csv(file.path(here, "equating_items.csv"))
totals <- read.csv(file.path(here, "equating_totals.csv"))

steps <- function(row, scale) {
  found <- as.numeric(row[c(paste0("b1_", scale), paste0("b2_", scale))])
  found[!is.na(found)]
}
# Probabilities of 0 ... m points of the (generalised) partial credit model, from sums of logits.
categories <- function(theta, a, b) {
  logits <- matrix(unlist(lapply(0:length(b), function(k) if (k == 0) 0 * theta else a * (k * theta - sum(b[1:k])))), length(theta))
  exp(logits) / rowSums(exp(logits))
}
theta <- seq(-4, 4, length.out = 41)
weight <- dnorm(theta) / sum(dnorm(theta))
curves <- function(scale, slope = 1, intercept = 0) lapply(seq_len(nrow(items)), function(n) {
  row <- items[n, ]
  categories(theta, row[[paste0("a_", scale)]] / slope, slope * steps(row, scale) + intercept)
})
expected <- function(list) Reduce(`+`, lapply(list, function(p) as.numeric(p %*% (seq_len(ncol(p)) - 1))))

loss_sl <- function(x) sum(weight * (expected(curves("base")) - expected(curves("new", exp(x[2]), x[1])))^2)
loss_hb <- function(x) sum(mapply(function(p, q) sum(weight * (p - q)^2), curves("base"), curves("new", exp(x[2]), x[1])))
fit <- function(loss) {
  found <- optim(c(0, 0), loss, method = "BFGS", control = list(reltol = 1e-15, maxit = 1000))
  c(exp(found$par[2]), found$par[1])
}
new <- unlist(lapply(seq_len(nrow(items)), function(n) steps(items[n, ], "new")))
base <- unlist(lapply(seq_len(nrow(items)), function(n) steps(items[n, ], "base")))
population_sd <- function(x) sqrt(mean((x - mean(x))^2))
slope_ms <- population_sd(base) / population_sd(new)
slope_mm <- mean(items$a_new) / mean(items$a_base)

# Log-linear smoothing: a Poisson regression on powers of the total.
smooth <- function(counts, degree) {
  points <- seq_along(counts) - 1
  glm(counts ~ poly(points, degree), family = poisson(), control = glm.control(epsilon = 1e-12, maxit = 100))
}
counts_new <- totals$new[1:25]
counts_base <- totals$base[1:27]
aic <- function(counts) sapply(1:6, function(degree) AIC(smooth(counts, degree)))
equipercentile <- function(f, g) {
  f <- f / sum(f); g <- g / sum(g)
  ranks <- cumsum(f) - f / 2
  approx(c(0, cumsum(g)), seq(-0.5, length(g) - 0.5, by = 1), xout = ranks, ties = "ordered")$y
}
fitted_new <- fitted(smooth(counts_new, 4))
fitted_base <- fitted(smooth(counts_base, 3))
m <- function(counts) { p <- seq_along(counts) - 1; c(sum(p * counts) / sum(counts), sqrt(sum(counts * (p - sum(p * counts) / sum(counts))^2) / sum(counts))) }
linear <- m(counts_base)[2] / m(counts_new)[2] * (0:24 - m(counts_new)[1]) + m(counts_base)[1]

# True points: the theta that expects each total on the new items (as calibrated on the base scale), by uniroot().
on_base <- function(scale, keep) lapply(keep, function(n) list(a = items[[paste0("a_", scale)]][n], b = steps(items[n, ], scale)))
tcc <- function(list, at) sum(sapply(list, function(i) sum(categories(at, i$a, i$b) * 0:length(i$b))))
first <- on_base("base", 1:6); second <- on_base("base", 7:12)
true_points <- sapply(1:7, function(points) {
  at <- uniroot(function(x) tcc(first, x) - points, c(-30, 30), tol = 1e-13)$root
  tcc(second, at)
})

numbers <- function(x) paste0("[", paste(format(x, digits = 15, trim = TRUE), collapse = ", "), "]")
entries <- c(
  r = paste0('"', R.version.string, '"'),
  packages = '"base, stats only"',
  mean_sigma = numbers(c(slope_ms, mean(base) - slope_ms * mean(new))),
  mean_mean = numbers(c(slope_mm, mean(base) - slope_mm * mean(new))),
  stocking_lord = numbers(fit(loss_sl)),
  haebara = numbers(fit(loss_hb)),
  smoothed_new = numbers(fitted_new),
  smoothed_base = numbers(fitted_base),
  best_degrees = numbers(c(which.min(aic(counts_new)), which.min(aic(counts_base)))),
  linear = numbers(linear),
  equipercentile_smoothed = numbers(equipercentile(fitted_new, fitted_base)),
  true_points = numbers(true_points)
)
writeLines(paste0("{\n", paste0('  "', names(entries), '": ', entries, collapse = ",\n"), "\n}"), file.path(here, "equating.json"))
