// Sums the TRX files of the named runs of test projects: `passed failed skipped` on stdout, failing tests with their messages
// on stderr. A project that left no TRX, or ended badly without a failing test, counts as one failure.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, ...runs] = process.argv.slice(2);
const entities = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const plain = text => text
  .replace(/&#x([0-9a-f]+);/gi, (_, hex) => String.fromCodePoint(parseInt(hex, 16)))
  .replace(/&#([0-9]+);/g, (_, number) => String.fromCodePoint(Number(number)))
  .replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => entities[name]);
const read = path => (existsSync(path) ? readFileSync(path, 'utf8') : '');
let passed = 0;
let failed = 0;
let skipped = 0;

for (const project of runs) {
  const trx = read(join(folder, `${project}.trx`));
  const code = read(join(folder, `${project}.rc`)).trim();
  let failures = 0;
  for (const [, attributes, , body = ''] of trx.matchAll(/<UnitTestResult\b((?:[^>"]|"[^"]*")*?)(\/>|>([\s\S]*?)<\/UnitTestResult>)/g)) {
    const outcome = /\boutcome="([^"]*)"/.exec(attributes)?.[1];
    if (outcome === 'Passed') {
      passed++;
    } else if (outcome === 'NotExecuted') {
      skipped++;
    } else {
      failures++;
      const name = plain(/\btestName="([^"]*)"/.exec(attributes)?.[1] ?? '?');
      const message = plain(/<Message>([\s\S]*?)<\/Message>/.exec(body)?.[1] ?? outcome ?? '');
      const trace = plain(/<StackTrace>([\s\S]*?)<\/StackTrace>/.exec(body)?.[1] ?? '');
      const place = trace.split('\n').find(line => / in .*:line [0-9]+/.test(line))?.replace(/^.* in .*?((?:src|tests|dashboards)\/.*)$/, '$1') ?? '';
      console.error(`FAILED ${name}\n${message.trim().split('\n').slice(0, 25).map(line => `    ${line}`).join('\n')}${place ? `\n    at ${place.trim()}` : ''}`);
    }
  }

  if (failures === 0 && (trx === '' || code !== '0')) {
    failures = 1;
    const log = read(join(folder, `${project}.log`)).trim().split('\n').slice(-15);
    console.error(`FAILED ${project} did not run to its end (exit code ${code || 'none'})\n${log.map(line => `    ${line}`).join('\n')}`);
  }

  failed += failures;
}

console.log(`${passed} ${failed} ${skipped}`);
