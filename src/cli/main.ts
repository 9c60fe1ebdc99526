#!/usr/bin/env node
import { ownVersion } from './version.ts';

const argv = process.argv.slice(2);

// The version alone loads nothing else, so that scripts can ask for it often.
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  process.stdout.write(`${ownVersion()}\n`);
} else {
  const { main } = await import('./program.ts');
  process.exitCode = await main(argv, ownVersion());
}
