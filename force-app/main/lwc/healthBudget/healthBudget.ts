import { fill, percentOf, viewer } from 'c/conversationModel';
import { countOf, forecastOf, leftOf, meterOf, whenOf } from 'c/healthModel';
import type { Budget, Forecast, Meter } from 'c/healthModel';
import { api, LightningElement } from 'lwc';
import { words } from './words';

interface Bar {
  kind: string;
  x: number;
  width: number;
}
const WARNINGS = new Set<Forecast['kind']>(['parked', 'reached', 'usedUp', 'until']);

/** How many of the org's daily API requests are used, what is kept for others, and how long it lasts. */
export default class HealthBudget extends LightningElement {
  @api budget?: Budget;
  /** When the budget was read, in milliseconds: the forecast counts from there. */
  @api readAt = 0;
  words = words;

  get meter(): Meter | undefined {
    return this.budget && meterOf(this.budget);
  }

  get hasMeter(): boolean {
    return this.meter !== undefined;
  }

  get bars(): Bar[] {
    const { used = 0, over = 0, free = 0, reserve = 0 } = this.meter ?? {};
    let x = 0;
    // What was taken from the reserve stands behind what was used, and eats into it.
    return Object.entries({ used, over, free, reserve }).map(([kind, share]) => {
      const bar = { kind, x, width: share * 100 };
      x += bar.width;
      return bar;
    });
  }

  get usedWords(): string {
    const { used, max } = this.budget ?? {};
    return fill(words.used, countOf(used ?? 0, viewer), countOf(max ?? 0, viewer));
  }

  get leftWords(): string {
    return this.budget ? fill(words.left, countOf(leftOf(this.budget), viewer)) : '';
  }

  get reserveWords(): string {
    const { reserve, reservePercent = 0 } = this.budget ?? {};
    if (!reserve) return '';
    return fill(words.reserve, countOf(reserve, viewer), percentOf(reservePercent / 100, viewer));
  }

  get spoken(): string {
    return [this.usedWords, this.leftWords, this.reserveWords].filter(Boolean).join('. ');
  }

  get forecast(): Forecast {
    return this.budget ? forecastOf(this.budget, this.readAt) : { kind: 'unknown' };
  }

  get forecastWords(): string {
    const { forecast } = this;
    const hourly = countOf(this.budget?.perHour ?? 0, viewer);
    switch (forecast.kind) {
      case 'parked':
        return [
          forecast.since ? fill(words.parked, this.when(forecast.since)) : words.reached,
          forecast.until ? fill(words.parkedUntil, this.when(forecast.until)) : '',
        ]
          .filter(Boolean)
          .join(' ');
      case 'until':
        return fill(words.until, hourly, this.when(forecast.at));
      case 'lasts':
        return fill(words.lasts, hourly);
      default:
        return words[forecast.kind];
    }
  }

  get isWarning(): boolean {
    return WARNINGS.has(this.forecast.kind);
  }

  get forecastClass(): string {
    return this.isWarning ? 'forecast warning' : 'forecast';
  }

  get readWords(): string {
    const at = this.budget?.readAt;
    return at && this.hasMeter ? fill(words.read, this.when(at)) : '';
  }

  private when(instant: string): string {
    return whenOf(instant, viewer, this.readAt || Date.now());
  }
}
