# Rasch and partial credit by conditional maximum likelihood: `Rscript rasch_reference.R` in this folder.
library(eRm); library(psychotools); library(jsonlite)
versions <- list(R = R.version.string, eRm = as.character(packageVersion("eRm")),
                 psychotools = as.character(packageVersion("psychotools")))
read <- function(name) as.matrix(read.csv(name))

rasch <- read("irt_rasch.csv")
fit <- RM(rasch)                         # sum-zero easiness parameters
abilities <- person.parameter(fit)
items <- itemfit(abilities)
people <- personfit(abilities)
table <- coef(abilities)                 # thetas of raw scores that occur, extremes by spline
theta <- abilities$theta.table
tools <- raschmodel(rasch)
conditional <- list(
  difficulty = unname(-fit$betapar), se = unname(fit$se.beta), log_likelihood = fit$loglik,
  psychotools_difficulty = unname(coef(itempar(tools))), psychotools_log_likelihood = as.numeric(logLik(tools)),
  theta = theta[["Person Parameter"]], is_interpolated = theta[["Interpolated"]], raw = unname(rowSums(rasch)),
  theta_se = unname(abilities$se.theta[["NAgroup1"]]),  # of those without no or all points
  infit = unname(items$i.infitMSQ), infit_z = unname(items$i.infitZ),
  outfit = unname(items$i.outfitMSQ), outfit_z = unname(items$i.outfitZ), df = unname(items$i.df),
  person_infit = unname(people$p.infitMSQ), person_outfit = unname(people$p.outfitMSQ),
  person_rows = as.integer(gsub("[^0-9]", "", names(people$p.infitMSQ))))

holes <- read("irt_holes.csv")
gaps <- RM(holes)
tools_gaps <- raschmodel(holes)
missing <- list(difficulty = unname(-gaps$betapar), se = unname(gaps$se.beta), log_likelihood = gaps$loglik,
                psychotools_difficulty = unname(coef(itempar(tools_gaps))))

mixed <- read("irt_mixed.csv")
credit <- PCM(mixed)
steps <- thresholds(credit)
tools_credit <- pcmodel(mixed)
partial <- list(steps = unname(steps$threshpar), se_steps = unname(steps$se.thresh),
                names = names(steps$threshpar), log_likelihood = credit$loglik,
                psychotools_steps = lapply(unclass(threshpar(tools_credit)), unname),
                psychotools_log_likelihood = as.numeric(logLik(tools_credit)))
credit_items <- itemfit(person.parameter(credit))
partial$infit <- unname(credit_items$i.infitMSQ); partial$outfit <- unname(credit_items$i.outfitMSQ)

write_json(list(versions = versions, rasch = conditional, holes = missing, partial = partial),
           "rasch_reference.json", digits = 12, auto_unbox = TRUE, pretty = TRUE)
