/**
 * Places of a page for which code is loaded once they come into view: elements with `data-place`, as long as that is not
 * there. All of them at once where a browser can't tell what is in view, and before anybody prints or goes on by
 * keyboard, who would pass by what is not there yet.
 */
export class Places {
  private readonly load: (name: string) => void;
  private readonly observer?: IntersectionObserver;
  private places: HTMLElement[] = [];

  constructor(load: (name: string) => void) {
    this.load = load;
    if (typeof IntersectionObserver === 'undefined') return;
    this.observer = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) this.come(target as HTMLElement);
    });
  }

  /** Whenever a component has rendered, or is back on the page. */
  watch(root: ParentNode | null | undefined): void {
    this.stop();
    this.places = [...(root?.querySelectorAll<HTMLElement>('[data-place]') ?? [])];
    for (const place of this.places)
      if (this.observer) this.observer.observe(place);
      else this.come(place);
    if (this.places.length === 0) return;
    window.addEventListener('beforeprint', this.handleAll);
    window.addEventListener('keydown', this.handleAll);
  }

  stop(): void {
    this.observer?.disconnect();
    window.removeEventListener('beforeprint', this.handleAll);
    window.removeEventListener('keydown', this.handleAll);
  }

  private handleAll = (event: Event | KeyboardEvent): void => {
    if ('key' in event && event.key !== 'Tab') return;
    for (const place of this.places) this.come(place);
  };

  private come({ dataset }: HTMLElement): void {
    if (dataset.place) this.load(dataset.place);
  }
}
