# flows.R: moves from two stock tables with nothing but the shared library. usage: Rscript flows.R path/to/libcorredor.so
path <- commandArgs(trailingOnly = TRUE)
dyn.load(if (length(path)) path else "libcorredor.so.0.1.0")

# birthplace by residence in; origin by destination out. The library has rows first, R has columns first: hence t().
estimate <- function(method, start, end, births = numeric(nrow(start)), deaths = numeric(nrow(start))) {
  n <- nrow(start)
  answer <- .C("cor_plain_flows", method, as.integer(n), as.double(t(start)), as.double(t(end)), as.double(births),
               as.double(deaths), moves = double(n * n), status = integer(1), message = strrep(" ", 2047), 2048L)
  if (answer$status != 0) stop(trimws(answer$message), call. = FALSE)
  matrix(answer$moves, n, n, byrow = TRUE, dimnames = list(origin = rownames(start), destination = colnames(start)))
}

places <- LETTERS[1:4]
start <- matrix(c(1000, 100, 10, 0, 55, 555, 50, 5, 80, 40, 800, 40, 20, 25, 20, 200), 4, byrow = TRUE,
                dimnames = list(places, places))
end <- matrix(c(950, 100, 60, 0, 80, 505, 75, 5, 90, 30, 800, 40, 40, 45, 0, 180), 4, byrow = TRUE)
moves <- estimate("da-min-closed", start, end)
for (i in 1:4) cat(sprintf("%6.1f", moves[i, ]), "\n")
start[2, 1] <- -55
cat(tryCatch(estimate("da-min-closed", start, end), error = conditionMessage), "\n")
