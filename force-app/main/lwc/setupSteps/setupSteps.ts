import type { StepEntry, StepId } from 'c/setupModel';
import { stateIcon, stateName, stepName } from 'c/setupWords';
import { api, LightningElement } from 'lwc';

interface Row {
  id: StepId;
  name: string;
  state: string;
  icon: string;
  variant?: string;
  className: string;
  current?: 'step';
}

/** The steps with their state: a list beside the page, a choice on a phone. Tells `stepselect` {step}. */
export default class SetupSteps extends LightningElement {
  @api steps: readonly StepEntry[] = [];
  @api current?: StepId;
  @api label?: string;

  get rows(): Row[] {
    return this.steps.map(({ id, state }) => ({
      id,
      name: stepName(id),
      state: stateName(state),
      icon: stateIcon(state).name,
      variant: stateIcon(state).variant,
      className: id === this.current ? `step current ${state}` : `step ${state}`,
      current: id === this.current ? 'step' : undefined,
    }));
  }

  get options(): { value: string; label: string; isCurrent: boolean }[] {
    return this.rows.map(({ id, name, state }, index) => ({
      value: id,
      isCurrent: id === this.current,
      label: [`${index + 1}. ${name}`, state].filter(Boolean).join(' · '),
    }));
  }

  handleClick(event: Event): void {
    this.select((event.currentTarget as HTMLElement).dataset.id as StepId);
  }

  handleChoice(event: Event): void {
    this.select((event.currentTarget as HTMLSelectElement).value as StepId);
  }

  private select(step: StepId): void {
    this.dispatchEvent(new CustomEvent('stepselect', { detail: { step } }));
  }
}
