import {
  isEvidenceInParts,
  linesOf,
  parseEvidence,
  parseTrustedKeys,
  verifyBundle,
  verifyParts,
} from '@zhiheng/ledger';
import { verifyEd25519 } from './ed25519.ts';
import { showBroken, showJudged, showParts, showVerdict } from './show.ts';

const find = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const [keys, file] = [find<HTMLTextAreaElement>('keys'), find<HTMLInputElement>('file')];
const [drop, result] = [find('drop'), find('result')];

/** What was dropped last: other keys are tried on it at once. */
let evidence: File | undefined;
/** Only the newest answer is shown. */
let turn = 0;

async function judge(): Promise<void> {
  if (evidence === undefined) return;
  const mine = ++turn;
  // A verdict on something else must not stand while this is judged.
  result.replaceChildren();
  const show = (shown: HTMLElement[]) => {
    if (mine !== turn) return;
    result.replaceChildren(...shown);
    result.hidden = false;
  };
  show(await verdictOf(evidence, (entries) => show(showJudged(entries))));
}

async function verdictOf(given: File, report: (entries: number) => void): Promise<HTMLElement[]> {
  try {
    const trusted = parseTrustedKeys(keys.value);
    if (isEvidenceInParts(await given.slice(0, 100).text()))
      return showParts(await verifyParts(linesOf(textOf(given)), trusted, verifyEd25519, { report }));
    const bundle = parseEvidence(await given.text());
    return showVerdict(bundle, await verifyBundle(bundle, trusted, verifyEd25519));
  } catch (error) {
    return showBroken(error as Error);
  }
}

/** A file too long to be held whole, piece by piece. */
async function* textOf(given: File): AsyncGenerator<string> {
  const reader = given.stream().pipeThrough(new TextDecoderStream()).getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
}

async function take(given: File | undefined): Promise<void> {
  if (!given) return;
  evidence = given;
  await judge();
}

keys.addEventListener('input', () => void judge());
file.addEventListener('change', () => void take(file.files?.[0]));
for (const kind of ['dragover', 'drop', 'dragleave'] as const)
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.toggle('over', kind === 'dragover');
    if (kind === 'drop') void take(event.dataTransfer?.files[0]);
  });
