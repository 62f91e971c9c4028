/** Looks now, every so often, and whenever it is woken, until it is stopped. */
export interface Looking {
  wake: () => void;
  /** Waits for what is in hand. */
  stop: () => Promise<void>;
}

/** One look at a time: woken while it looks, it looks once more. `look` throws nothing, and may end early once stopped. */
export function lookEvery(ms: number, look: (isStopped: () => boolean) => Promise<void>): Looking {
  let stopped = false;
  let isAsked = false;
  let running: Promise<void> | undefined;
  const isStopped = () => stopped;
  const whileAsked = async () => {
    while (isAsked && !stopped) {
      isAsked = false;
      await look(isStopped);
    }
    running = undefined;
  };
  const wake = () => {
    isAsked = true;
    running ??= whileAsked();
  };
  const timer = setInterval(wake, ms);
  timer.unref();
  wake();
  return {
    wake,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
