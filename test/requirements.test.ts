import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Holds the page that says what proves which requirement to the tests that it names. */
const root = resolve(import.meta.dirname, '..');
const page = readFileSync(join(import.meta.dirname, 'requirements.md'), 'utf8');
const rows = page.split('\n').flatMap((line) => {
  const cells = /^\| (.+) \|$/
    .exec(line)?.[1]
    ?.split(' | ')
    .map((cell) => cell.trim());
  return cells ? [{ first: cells[0] as string, cells }] : [];
});

interface Citation {
  /** As it is written, from the root of the project. */
  file: string;
  /** Where the link leads, from the page. */
  href: string;
  /** What it is called by and, before it, what those around it are; none where a whole file is named. */
  titles: string[];
}
const citations: Citation[] = [...page.matchAll(/\[([^\]]+\.test\.ts)\]\(([^)]+)\)(?: › (.+?))? *\|$/gm)].map(
  ([, file, href, titles]) => ({ file: file as string, href: href as string, titles: titles?.split(' › ') ?? [] }),
);

/** A title is what a test, a table of them or what holds them is called by, in whatever quotes: literally as in its source. */
function hasTest(file: string, title: string): boolean {
  const source = readFileSync(join(root, file), 'utf8');
  const words = title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^\\s*(?:describe|test|it|\\](?: as const)?\\))[^\\n]*\\(\\s*(['"\`])${words}\\1,`, 'm').test(
    source,
  );
}

describe('the page of requirements', () => {
  test('has each of the 75 once, in order, and says of each what proves it', () => {
    const numbered = rows.filter(({ first }) => /^\d+$/.test(first));
    expect(numbered.map(({ first }) => Number(first))).toEqual(Array.from({ length: 75 }, (_, at) => at + 1));
    for (const { first, cells } of numbered) expect(cells[2], first).toContain(' › ');
  });

  test('names tests that are there, by their titles', () => {
    expect(citations.length).toBe(page.match(/\.test\.ts\]/g)?.length);
    const missing = citations.filter(({ file, titles }) => titles.some((title) => !hasTest(file, title)));
    expect(missing).toEqual([]);
  });

  test('leads to the files that it names', () => {
    for (const { file, href } of citations) {
      expect(resolve(dirname(join(root, 'test/requirements.md')), href)).toBe(join(root, file));
      expect(existsSync(join(root, file)), file).toBe(true);
    }
  });

  test.each(['incidents', 'scenarios'])('has all of %s', (folder) => {
    const named = new Set(citations.map(({ file }) => file));
    for (const name of readdirSync(join(root, 'test', folder)))
      if (folder === 'incidents' || /^s\d\d-/.test(name)) expect(named).toContain(`test/${folder}/${name}`);
    const codes = rows.flatMap(({ first }) => (/^S\d\d$/.test(first) ? [first] : []));
    expect(codes).toEqual(Array.from({ length: 14 }, (_, at) => `S${String(at + 1).padStart(2, '0')}`));
  });
});
