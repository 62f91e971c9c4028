/** The filters of a list, which is there before them: they come once they are in view or are set from elsewhere. */
import type { ListFilters } from 'c/listModel';
import { Places } from 'c/nearby';
import type { LightningElement } from 'lwc';

type View = HTMLElement & { choose(filters: Partial<ListFilters>): void };
type Root = ParentNode | null | undefined;

export class LaterFilters {
  private readonly show: (view: typeof LightningElement) => void;
  /** What was chosen elsewhere before they were there. */
  private chosen?: Partial<ListFilters>;
  private places = new Places(() => {
    void this.load();
  });

  constructor(show: (view: typeof LightningElement) => void) {
    this.show = show;
  }

  /** Whenever the list has rendered, or is back on the page. */
  watch(root: Root): void {
    this.places.watch(root);
    if (this.chosen) this.choose(root, this.chosen);
  }

  stop(): void {
    this.places.stop();
  }

  choose(root: Root, filters: Partial<ListFilters>): void {
    const view = root?.querySelector<View>('.filters');
    this.chosen = view ? undefined : filters;
    if (view) view.choose(filters);
    else void this.load();
  }

  private async load(): Promise<void> {
    try {
      this.show((await import('c/conversationFilters')).default);
    } catch {
      // The list stays readable without them.
    }
  }
}
