/** A headless Chromium that comes with npm alone (Linux); elsewhere the Chrome that is installed. */
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export async function launchBrowser(): Promise<Browser> {
  if (process.platform !== 'linux') return chromium.launch({ channel: 'chrome' });
  const { default: bundled, inflate } = await import('@sparticuz/chromium');
  const executablePath = await bundled.executablePath();
  const env: Record<string, string> = { ...(process.env as Record<string, string>) };
  if (!hasLibrary('libnss3.so')) {
    const packaged = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
    await inflate(path.join(path.dirname(packaged), '..', 'bin', 'al2023.tar.br'));
    env.LD_LIBRARY_PATH = [path.join(tmpdir(), 'al2023', 'lib'), env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  }
  if (!hasFonts()) env.FONTCONFIG_PATH = path.join(tmpdir(), 'fonts');
  return chromium.launch({ executablePath, args: FLAGS, env });
}

function hasLibrary(name: string): boolean {
  return quiet('ldconfig', ['-p']).includes(name);
}

function hasFonts(): boolean {
  return quiet('fc-list', []).trim() !== '';
}

function quiet(command: string, args: string[]): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}
