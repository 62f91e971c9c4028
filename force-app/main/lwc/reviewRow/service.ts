import { chosenBy } from 'c/candidates';
import { fill } from 'c/conversationModel';
import { after } from 'c/timer';
import { undoInputs } from './decision';
import type { Inputs, Open } from './decision';
import type { Receipt, Standing } from './types';
import { words } from './words';

/** An operation of the service for one conversation. */
export type Ask = (operation: string, inputs?: Inputs) => Promise<unknown>;

/** What undoes a decision, and what is told once it has. */
export interface Undoing {
  tells: 'reopened' | 'restored';
  run: () => Promise<void>;
}

const POLL_MS = 2_000;
/** After so many looks it is called slow. */
const LOOKS = 45;

/** Two people may have the same list before them: in words who was faster, undefined where nobody was. */
export async function decidedMeanwhile(ask: Ask): Promise<string | undefined> {
  const { status, match } = (await ask('getConversation')) as Standing;
  if (status !== 'undone' && match?.status === 'Needs review') return undefined;
  const who = chosenBy(match?.evidence);
  return who ? fill(words.decidedBy, who) : words.decided;
}

/** Links it, and says what came of it. */
export async function relink(ask: Ask, inputs: Inputs): Promise<string> {
  const { outcome, match, names = {} } = (await ask('relinkConversation', inputs)) as Receipt;
  if (outcome === 'planned') return words.held;
  if ((inputs.opportunityId ?? inputs.activityId) === 'none') return words.noneDone;
  const { opportunityId: id } = match;
  return id ? fill(words.linked, names[id] ?? id) : words.linkedActivity;
}

export function givingBack(ask: Ask, open: Open): Undoing {
  return {
    tells: 'reopened',
    run: async () => {
      const [first, second] = undoInputs(open);
      await ask('relinkConversation', first);
      if (second) await ask('relinkConversation', second);
    },
  };
}

/** Takes it out of Salesforce, and says whether all of it went. */
export async function takeOut(ask: Ask): Promise<string> {
  const { entries = [] } = ((await ask('undoConversation')) ?? {}) as Partial<Receipt>;
  const isWhole = entries.every(({ outcome }) => outcome === 'written');
  return isWhole ? words.notCustomerDone : words.notCustomerPart;
}

/** Only who has taken it out may: by then nobody sees a record of it. */
export function bringingBack(ask: Ask): Undoing {
  return {
    tells: 'restored',
    run: async () => {
      await ask('restoreConversation');
      await written(ask, LOOKS);
    },
  };
}

/** Until it is a record of the org again, which until then nobody finds. */
async function written(ask: Ask, looks: number): Promise<void> {
  await new Promise<void>((resolve) => {
    after(POLL_MS, resolve);
  });
  if (looks === 0) throw new Error(words.slow);
  let state: Standing | undefined;
  try {
    state = (await ask('getConversation')) as Standing;
  } catch (thrown) {
    if ((thrown as { kind?: string }).kind !== 'notFound') throw thrown;
  }
  if (!state || ['accepted', 'processing'].includes(state.status)) await written(ask, looks - 1);
}
