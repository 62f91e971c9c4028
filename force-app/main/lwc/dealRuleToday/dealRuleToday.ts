import { fill, viewer } from 'c/conversationModel';
import { orderWords, STEPS, stepWords, tieWords } from 'c/simulatorModel';
import type { Rule } from 'c/simulatorModel';
import { api, LightningElement } from 'lwc';
import { words } from './words';

/** The rule that holds now, to read. */
export default class DealRuleToday extends LightningElement {
  @api rule?: Rule;
  words = words;

  get steps(): { key: string; text: string; icon: string; className: string }[] {
    return STEPS.map((key) => {
      const isOn = this.rule?.dealSteps.includes(key) ?? false;
      return {
        key,
        text: isOn ? stepWords[key] : fill(words.stepOff, stepWords[key]),
        icon: isOn ? 'utility:check' : 'utility:dash',
        className: isOn ? 'step' : 'step quiet',
      };
    });
  }

  get tie(): string {
    return tieWords[this.rule?.dealTie ?? 'off'];
  }

  get order(): string {
    return orderWords[this.rule?.peopleOrder ?? 'contactFirst'];
  }

  get score(): string {
    return shareOf(this.rule?.threshold);
  }

  get margin(): string {
    return shareOf(this.rule?.margin);
  }
}

function shareOf(value = 0): string {
  return new Intl.NumberFormat(viewer.locale, { minimumFractionDigits: 2 }).format(value);
}
