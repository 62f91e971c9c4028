import { viewer } from 'c/conversationModel';
import { differenceOf, OUTCOMES } from 'c/simulatorModel';
import type { Simulation } from 'c/simulatorModel';
import { api, LightningElement } from 'lwc';
import { words } from './words';

/** How many conversations each rule links to what, side by side. */
export default class SimulatedCounts extends LightningElement {
  @api simulation?: Simulation;
  words = words;

  get rows(): { key: string; label: string; today: string; changed: string; difference: string; className: string }[] {
    const { simulation } = this;
    if (!simulation) return [];
    const figure = new Intl.NumberFormat(viewer.locale);
    return OUTCOMES.map((key) => {
      const today = simulation.today[key];
      const changed = simulation.changed[key];
      return {
        key,
        label: words[key],
        today: figure.format(today),
        changed: figure.format(changed),
        difference: differenceOf(today, changed, viewer.locale),
        className: today === changed ? 'number quiet' : 'number strong',
      };
    });
  }
}
