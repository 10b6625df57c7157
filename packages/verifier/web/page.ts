import { parseEvidence, parseTrustedKeys, verifyBundle } from '@zhiheng/ledger';
import { verifyEd25519 } from './ed25519.ts';
import { showBroken, showVerdict } from './show.ts';

const find = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const [keys, file] = [find<HTMLTextAreaElement>('keys'), find<HTMLInputElement>('file')];
const [drop, result] = [find('drop'), find('result')];

/** What was dropped last: other keys are tried on it at once. */
let evidence: string | undefined;
/** Only the newest answer is shown. */
let turn = 0;

async function judge(): Promise<void> {
  if (evidence === undefined) return;
  const mine = ++turn;
  const shown = await verdictOf(evidence);
  if (mine !== turn) return;
  result.replaceChildren(...shown);
  result.hidden = false;
}

async function verdictOf(text: string): Promise<HTMLElement[]> {
  try {
    const bundle = parseEvidence(text);
    return showVerdict(bundle, await verifyBundle(bundle, parseTrustedKeys(keys.value), verifyEd25519));
  } catch (error) {
    return showBroken(error as Error);
  }
}

async function take(given: File | undefined): Promise<void> {
  if (!given) return;
  evidence = await given.text();
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
