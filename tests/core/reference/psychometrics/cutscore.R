# Pass mark and classification once more, in base R: variance components from aov(), t intervals from t.test(), theta by
# uniroot(), totals by adding up all 2^12 patterns, Livingston & Lewis by integrate() instead of quantiles.
# Run: Rscript cutscore.R  (writes cutscore.json beside it)
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))))
wide <- read.csv(file.path(here, "cutscore_ratings.csv"), check.names = FALSE)
items <- read.csv(file.path(here, "cutscore_items.csv"))
totals <- read.csv(file.path(here, "equating_totals.csv"))
shares <- as.matrix(wide[, -1]) / 100
n_judges <- nrow(shares); n_items <- ncol(shares)

cuts <- rowSums(shares)
interval <- t.test(cuts)$conf.int
long <- data.frame(rating = as.vector(shares), judge = factor(rep(wide$judge, n_items)),
                   item = factor(rep(colnames(shares), each = n_judges)))
squares <- summary(aov(rating ~ judge + item, long))[[1]][["Mean Sq"]]
judges <- (squares[1] - squares[3]) / n_items
item_part <- (squares[2] - squares[3]) / n_judges
se_both <- n_items * sqrt(judges / n_judges + item_part / n_items + squares[3] / (n_judges * n_items))
correlations <- apply(shares, 1, cor, items$solved)
tcc <- function(at) sum(plogis(items$a * (at - items$b)))
theta <- uniroot(function(at) tcc(at) - mean(cuts), c(-10, 10), tol = 1e-13)$root

# Rudner: 400 people with known abilities and errors.
at <- seq(-2.5, 2.5, length.out = 400); error <- 0.3 + 0.05 * at^2
above <- pnorm((at - 0.25) / error)
rudner <- c(mean(ifelse(at >= 0.25, above, 1 - above)), mean(above^2 + (1 - above)^2))

# Lee: twelve items, cut at 8 points, 61 equally spaced thetas with normal weights.
form <- items[1:12, ]
patterns <- as.matrix(expand.grid(rep(list(0:1), 12)))
nodes <- seq(-3, 3, length.out = 61); weight <- dnorm(nodes) / sum(dnorm(nodes))
passing <- sapply(nodes, function(at) {
  p <- plogis(form$a * (at - form$b))
  chance <- apply(patterns, 1, function(x) prod(ifelse(x == 1, p, 1 - p)))
  sum(chance[rowSums(patterns) >= 8])
})
able <- sapply(nodes, function(at) sum(plogis(form$a * (at - form$b)))) >= 8
lee <- c(sum(weight * ifelse(able, passing, 1 - passing)), sum(weight * (passing^2 + (1 - passing)^2)), sum(weight * passing))

# Livingston & Lewis: totals of the new form of equating_totals.csv, cut at 14 of 24, reliability 0.8.
x <- rep(totals$points, totals$new) / 24
r <- 0.8; cut <- 14
n <- round((mean(x) * (1 - mean(x)) - r * var(x)) / (var(x) * (1 - r)))
y <- x * n
factorial_moment <- function(k) mean(sapply(y, function(v) prod(v - 0:(k - 1)))) / prod(n - 0:(k - 1))
m <- sapply(1:4, factorial_moment)
s2 <- m[2] - m[1]^2
g1 <- (m[3] - 3 * m[1] * m[2] + 2 * m[1]^3) / s2^1.5
g2 <- (m[4] - 4 * m[1] * m[3] + 6 * m[1]^2 * m[2] - 3 * m[1]^4) / s2^2
# The four parameters that have these moments, by searching rather than by formula.
beta_moments <- function(p) {
  a <- exp(p[1]); b <- exp(p[2]); s <- a + b
  c(2 * (b - a) * sqrt(s + 1) / ((s + 2) * sqrt(a * b)),
    3 + 6 * ((a - b)^2 * (s + 1) - a * b * (s + 2)) / (a * b * (s + 2) * (s + 3)))
}
found <- optim(c(1, 1), function(p) sum((beta_moments(p) - c(g1, g2))^2), control = list(reltol = 1e-16, maxit = 5000))
a <- exp(found$par[1]); b <- exp(found$par[2])
width <- sqrt(s2) * (a + b) * sqrt((a + b + 1) / (a * b)); low <- m[1] - width * a / (a + b)
stopifnot(low >= 0, low + width <= 1)
above <- function(u) 1 - pbinom(floor(n * (cut - 0.5) / 24), n, low + width * u)
limit <- (cut / 24 - low) / width
over <- function(f, from, to) integrate(function(u) f(u) * dbeta(u, a, b), from, to, rel.tol = 1e-9)$value
ll <- c(n, over(above, limit, 1) + over(function(u) 1 - above(u), 0, limit),
        over(function(u) above(u)^2 + (1 - above(u))^2, 0, 1), over(above, 0, 1))

numbers <- function(x) paste0("[", paste(format(x, digits = 15, trim = TRUE), collapse = ", "), "]")
entries <- c(
  r = paste0('"', R.version.string, '"'), packages = '"base, stats only"',
  cut = numbers(mean(cuts)), se = numbers(sd(cuts) / sqrt(n_judges)), interval = numbers(as.numeric(interval)),
  components = numbers(c(judges, item_part, squares[3])), se_with_items = numbers(se_both),
  correlations = numbers(as.numeric(correlations)), theta = numbers(theta),
  rudner = numbers(rudner), lee = numbers(lee), livingston_lewis = numbers(ll), beta = numbers(c(low, low + width, a, b))
)
writeLines(paste0("{\n", paste0('  "', names(entries), '": ', entries, collapse = ",\n"), "\n}"), file.path(here, "cutscore.json"))
