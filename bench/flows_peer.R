# flows_peer.R: the closed table of bench-flows by the R package migest. usage: Rscript flows_peer.R FOLDER_OF_TABLES
folder <- commandArgs(trailingOnly = TRUE)[1]
table_of <- function(name) {
  as.matrix(read.csv(file.path(folder, paste0(name, ".csv")), row.names = 1, check.names = FALSE, na.strings = ""))
}
start <- table_of("start")
end <- table_of("end")
events <- table_of("events")
ours <- table_of("moves")
time <- system.time(
  flows <- suppressMessages(migest::ffs_demo(start, end, events[, "births"], events[, "deaths"]))
)
moves <- apply(flows, c(1, 2), sum)
diag(moves) <- 0
cat(sprintf("migest %s: %.1f s, %.0f MB for one closed table of %d areas; %.0f moves, ours differ by at most %.2f in a pair\n",
            packageVersion("migest"), time[["elapsed"]], sum(gc()[, 6]), nrow(start), sum(moves), max(abs(moves - ours))))
