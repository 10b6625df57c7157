import { signInAnew } from './session.ts';

/** What a service wants of the sign-in before it does what was asked (RFC 9470). */
export interface StepUp {
  acrValues: string;
  maxAge: number;
}

let asked: StepUp | undefined;
let waiting: ((agreed: boolean) => void)[] = [];
const listeners = new Set<() => void>();

function become(next: StepUp | undefined): void {
  asked = next;
  for (const listener of listeners) listener();
}

/** For React's `useSyncExternalStore`: what the dialog asks for now. */
export const stepUpStore = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: (): StepUp | undefined => asked,
};

/** True once the person has shown a second factor; false when they would not. Whoever asks meanwhile waits for the same. */
export function askStepUp(wanted: StepUp): Promise<boolean> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    become(wanted);
  });
}

/** Opens the provider's page in a window of its own, so that this one keeps what is filled in. Rejects when that fails. */
export async function confirmStepUp(): Promise<void> {
  if (!asked) return;
  await signInAnew(asked);
  settle(true);
}

export const declineStepUp = (): void => settle(false);

function settle(agreed: boolean): void {
  const told = waiting;
  waiting = [];
  become(undefined);
  for (const resolve of told) resolve(agreed);
}

/** The challenge of an answer, if it is one. */
export async function stepUpOf(response: Response): Promise<StepUp | undefined> {
  if (
    response.status !== 401 ||
    !/insufficient_user_authentication/.test(response.headers.get('www-authenticate') ?? '')
  )
    return undefined;
  const { stepUp } = (await response.clone().json()) as { stepUp?: StepUp };
  return stepUp;
}
