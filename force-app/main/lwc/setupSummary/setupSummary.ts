import { dateTimeOf, fill, plural, viewer } from 'c/conversationModel';
import { checksOf, csvUrl, isFeed, rightsTable, setupUrl, stateOf, STEPS } from 'c/setupModel';
import type { Check, Connection, Feeds, Health, StepId, StepState } from 'c/setupModel';
import { checkWords, objectName, rightName, stateIcon, stateName, stepName } from 'c/setupWords';
import { api, LightningElement } from 'lwc';
import { words } from './words';

interface Row {
  key: string;
  name: string;
  state: string;
  icon: string;
  variant?: string;
  what: string;
  fix: string;
  url?: string;
}

/** Every check in one list: to read, to keep as CSV, to print. */
export default class SetupSummary extends LightningElement {
  @api health?: Health;
  @api connection?: Connection;
  @api feeds: Feeds = {};
  words = words;

  get of(): string {
    const { organization, checkedAt = '' } = this.health ?? {};
    return fill(words.of, organization?.name ?? '', dateTimeOf(checkedAt, viewer, Date.now()));
  }

  get verdict(): string {
    const open = this.states.filter((state) => state === 'needs').length;
    return open === 0 ? words.ready : plural(open, { one: words.openOne, other: words.open }, viewer);
  }

  get rows(): Row[] {
    return STEPS.filter((step) => step !== 'summary').map((step) => this.rowOf(step));
  }

  /** Where nothing is left to do, nothing is said of it. */
  get hasFixes(): boolean {
    return this.rows.some(({ fix }) => fix);
  }

  get csv(): string {
    const checks = this.rows.map(({ name, state, what, fix, url }) => [name, state, what, fix, url ?? '']);
    return csvUrl([[words.check, words.state, words.what, words.fix, words.where], ...checks, ...this.rightsRows]);
  }

  get fileName(): string {
    return fill(words.file, this.health?.checkedAt.slice(0, 10) ?? '');
  }

  handlePrint(): void {
    window.print();
  }

  private get states(): StepState[] {
    return STEPS.map((step) => this.stateOf(step));
  }

  private stateOf(step: StepId): StepState {
    return stateOf(step, this.connection, this.health, this.feeds);
  }

  private get rightsRows(): string[][] {
    if (!this.health) return [];
    return rightsTable(this.health, {}).flatMap(({ object, label, user }) =>
      user.map(({ right, mark }) => [
        stepName('permissions'),
        MARK_WORDS[mark],
        `${objectName(object, label)}: ${rightName(right)}`,
        '',
        '',
      ]),
    );
  }

  private rowOf(step: StepId): Row {
    const state = this.stateOf(step);
    const checks = checksOf(step, this.health);
    const open = checks.filter((check) => check.state !== 'ok');
    return {
      key: step,
      name: stepName(step),
      state: stateName(state),
      icon: stateIcon(state).name,
      variant: stateIcon(state).variant,
      what: this.foundIn(step, open.length > 0 ? open : checks),
      fix: step === 'try' && state === 'needs' ? words.tryFix : joined(open, 'fix'),
      url: setupUrl(open.find(({ setupPath }) => setupPath)?.setupPath),
    };
  }

  private foundIn(step: StepId, checks: readonly Check[]): string {
    if (step === 'connect') return this.connectionWords;
    if (step === 'try') return this.triedWords;
    if (!isFeed(step)) {
      const isMore = this.stateOf(step) === 'advice';
      return [joined(checks, 'reason'), isMore ? words.recommended : ''].filter(Boolean).join(' ');
    }
    const isOn = this.feeds[step];
    return isOn === undefined ? '' : words.feeds[step][isOn ? 'on' : 'off'];
  }

  private get triedWords(): string {
    const { lastSyncAt } = this.connection ?? {};
    return lastSyncAt ? fill(words.tried, dateTimeOf(lastSyncAt, viewer, Date.now())) : '';
  }

  private get connectionWords(): string {
    const { user, instanceUrl } = this.connection ?? {};
    return [user?.username, instanceUrl].filter(Boolean).join(' · ');
  }
}

const MARK_WORDS = {
  yes: words.markYes,
  needed: words.markNeeded,
  recommended: words.markRecommended,
  notNeeded: words.markNotNeeded,
  unknown: words.markUnknown,
};

function joined(checks: readonly Check[], part: 'reason' | 'fix'): string {
  return checks
    .map((check) => checkWords(check)[part])
    .filter(Boolean)
    .join(' ');
}
