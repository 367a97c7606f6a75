# Reference figures for core/psychometrics: DIF.
# Run in this folder: Rscript dif.R   (writes dif_*.csv and dif.json)
# Made with R 4.2.2 (Debian 12): mantelhaen.test and glm of its own package stats.
suppressMessages(library(jsonlite))
set.seed(66)
n <- 700; k <- 12
group <- rep(c("kk", "ru"), c(420, 280)); focal <- group == "ru"
theta <- rnorm(n, ifelse(focal, -0.3, 0)); b <- seq(-1.5, 1.5, length.out = k)
shift <- matrix(0, n, k); shift[focal, 3] <- 1.1; shift[focal, 8] <- -0.7       # uniform differences
slope <- matrix(1.2, n, k); slope[focal, 11] <- 0.3                              # one that turns round
x <- (matrix(runif(n * k), n) < plogis(slope * (theta - matrix(b, n, k, TRUE) - shift))) * 1
colnames(x) <- paste0("i", 1:k)
write.csv(data.frame(person = paste0("p", 1:n), x), "dif_scores.csv", row.names = FALSE, quote = FALSE)
write.csv(data.frame(person = paste0("p", 1:n), group = group), "dif_groups.csv", row.names = FALSE, quote = FALSE)

one <- function(j, total) {
  both <- names(which(rowSums(table(total, group) > 0) == 2)); keep <- total %in% both
  t3 <- table(factor(group[keep], c("kk", "ru")), factor(x[keep, j], c(1, 0)), total[keep])
  found <- mantelhaen.test(t3, correct = TRUE)
  m <- lapply(list(x[, j] ~ total, x[, j] ~ total + focal, x[, j] ~ total * focal), glm, family = binomial)
  ll <- sapply(m, logLik); null <- logLik(glm(x[, j] ~ 1, family = binomial))[1]
  r2 <- (1 - exp(2 * (null - ll) / n)) / (1 - exp(2 * null / n))
  weight <- tapply(focal[keep], total[keep], sum)
  gap <- tapply(x[keep & focal, j], total[keep & focal], mean) - tapply(x[keep & !focal, j], total[keep & !focal], mean)
  list(odds_ratio = found$estimate[[1]], ci = as.numeric(found$conf.int), chi2 = found$statistic[[1]], p = found$p.value,
       p_uniform = pchisq(2 * (ll[2] - ll[1]), 1, lower = FALSE), p_nonuniform = pchisq(2 * (ll[3] - ll[2]), 1, lower = FALSE),
       p_both = pchisq(2 * (ll[3] - ll[1]), 2, lower = FALSE), r2_both = r2[3] - r2[1], r2_uniform = r2[2] - r2[1],
       effect = coef(m[[2]])[[3]], std_p_dif = sum(gap * weight) / sum(weight))
}
# Purified: total without the items named by the ETS classes, the item itself always in it; repeated until it stands.
ets <- function(f) { d <- -2.35 * log(f$odds_ratio); se <- 2.35 * diff(log(f$ci)) / 2 / qnorm(.975)
  if (abs(d) < 1 || f$p >= .05) "A" else if (abs(d) >= 1.5 && (abs(d) - 1) / se > qnorm(.95)) "C" else "B" }
raw <- lapply(1:k, one, total = rowSums(x))
out <- sapply(raw, ets) != "A"
for (round in 1:10) {
  pure <- lapply(1:k, function(j) one(j, rowSums(x[, !out | seq_len(k) == j])))
  again <- sapply(pure, ets) != "A"; if (all(again == out)) break; out <- again
}
# Several points: two items summed into one of two points each; Mantel's test of the generalised form, and cumulative odds.
y <- sapply(1:6, function(j) x[, j] + x[, j + 6]); total <- rowSums(y)
ordered <- lapply(1:6, function(j) {
  both <- names(which(rowSums(table(total, group) > 0) == 2)); keep <- total %in% both
  s <- 0; v <- 0; up <- 0; down <- 0
  for (t in both) {
    at <- total == as.numeric(t); f <- focal[at]; z <- y[at, j]; m <- sum(at)
    s <- s + sum(z[!f]) - sum(!f) * mean(z); v <- v + sum(f) * sum(!f) / (m - 1) * mean((z - mean(z))^2)
    for (cut in 1:2) { up <- up + sum(z[!f] >= cut) * sum(z[f] < cut) / m; down <- down + sum(z[!f] < cut) * sum(z[f] >= cut) / m }
  }
  list(chi2 = s^2 / v, odds_ratio = up / down)
})
writeLines(toJSON(list(versions = list(R = R.version.string), raw = raw, purified = pure, classes = sapply(raw, ets),
  purified_classes = sapply(pure, ets), left_out = colnames(x)[out], ordered = ordered,
  adjusted = p.adjust(sapply(raw, function(f) f$p), "BH")), auto_unbox = TRUE, digits = NA), "dif.json")
