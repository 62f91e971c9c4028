import { updatePanel, updateUtility } from 'lightning/platformUtilityBarApi';

/** In a utility bar the count stands on the bar and on its panel. */
export class UtilityLabel {
  private written?: string;

  async write(utilityId: string | undefined, label: string, highlighted: boolean): Promise<void> {
    if (!utilityId || label === this.written) return;
    this.written = label;
    // A label that is not there is no reason to fail.
    await Promise.allSettled([updateUtility(utilityId, { label, highlighted }), updatePanel(utilityId, { label })]);
  }
}
