package io.pagesync.bench.harness;

/**
 * What a process took.
 *
 * @param wallSeconds from its start to its end
 * @param cpuSeconds of all cores, user and system, with its children
 * @param peakMegabytes the most memory it held at a time (VmHWM; of several processes, the sum of those alive together)
 */
public record Usage(double wallSeconds, double cpuSeconds, double peakMegabytes) {}
