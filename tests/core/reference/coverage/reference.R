# Reference figures for core/coverage and core/statistics, base R only.
# Run in this folder: Rscript reference.R   (made with R 4.2.2)
counts <- rbind(
  c(14, 3, 9, 0, 22, 7), c(5, 12, 8, 2, 9, 16), c(8, 8, 31, 5, 3, 1), c(0, 2, 6, 18, 11, 4)
)
test <- suppressWarnings(chisq.test(counts))
cells <- expand.grid(row = 1:nrow(counts), column = 1:ncol(counts))
write.csv(data.frame(
  cells, count = as.vector(counts), expected = sprintf("%.12f", as.vector(test$expected)),
  stdres = sprintf("%.12f", as.vector(test$stdres))
), "residuals.csv", row.names = FALSE, quote = FALSE)

trials <- data.frame(n = c(0, 1, 7, 15, 60, 34, 118), of = c(12, 40, 20, 15, 61, 280, 118))
ends <- t(mapply(function(n, of) suppressWarnings(prop.test(n, of, correct = FALSE))$conf.int, trials$n, trials$of))
write.csv(data.frame(trials, low = sprintf("%.12f", ends[, 1]), high = sprintf("%.12f", ends[, 2])),
  "wilson.csv", row.names = FALSE, quote = FALSE)

# Method 10 of Newcombe (1998) from two Wilson intervals.
wilson <- function(n, of) suppressWarnings(prop.test(n, of, correct = FALSE))$conf.int
newcombe <- function(a, m, b, n) {
  one <- wilson(a, m); two <- wilson(b, n); d <- a / m - b / n
  c(d - sqrt((a / m - one[1])^2 + (two[2] - b / n)^2), d + sqrt((one[2] - a / m)^2 + (b / n - two[1])^2))
}
pairs <- data.frame(a = c(56, 9, 6, 5, 0, 0, 10, 34), m = c(70, 10, 7, 56, 10, 10, 10, 280),
  b = c(48, 3, 2, 0, 0, 0, 0, 61), n = c(80, 10, 7, 29, 20, 10, 10, 300))
ends <- t(mapply(newcombe, pairs$a, pairs$m, pairs$b, pairs$n))
write.csv(data.frame(pairs, low = sprintf("%.12f", ends[, 1]), high = sprintf("%.12f", ends[, 2])),
  "newcombe.csv", row.names = FALSE, quote = FALSE)

table <- rbind(c(6, 4, 1, 0, 0, 0), c(3, 5, 4, 1, 0, 0), c(0, 2, 6, 3, 1, 0), c(1, 0, 3, 5, 4, 2))
grade <- rep(row(table), table); demand <- rep(col(table), table)
write.csv(data.frame(
  spearman = sprintf("%.12f", cor(grade, demand, method = "spearman")),
  kendall = sprintf("%.12f", cor(grade, demand, method = "kendall"))
), "trend.csv", row.names = FALSE, quote = FALSE)

# Evenness by Shannon's entropy over log S, S = 6 with the empty ones; Porter's index of row 1 and row 2.
shannon <- function(x) { p <- x[x > 0] / sum(x); -sum(p * log(p)) }
porter <- function(x, y) 1 - sum(abs(x / sum(x) - y / sum(y))) / 2
gini <- function(x) { x <- sort(x); n <- length(x); sum((2 * seq_len(n) - n - 1) * x) / (n * sum(x)) }
write.csv(data.frame(
  row = 1:4, pielou = sprintf("%.12f", apply(counts, 1, shannon) / log(6)),
  gini = sprintf("%.12f", apply(counts, 1, gini)),
  porter_with_first = sprintf("%.12f", apply(counts, 1, porter, y = counts[1, ]))
), "indices.csv", row.names = FALSE, quote = FALSE)
