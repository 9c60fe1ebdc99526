import { writeSync } from 'node:fs';

/** Preloaded into a measured process: when it ends, it tells on descriptor 3 what it took. */
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cost = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 };
  writeSync(3, JSON.stringify(cost));
});
