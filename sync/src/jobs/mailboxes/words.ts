/** What became of a log-in to a mailbox, in the words of the page that it ends on. */
import type { TicketFault } from '../logins/ticket.ts';
import { TICKET_FAULTS, wordsOf, type Language, type LoginWords, type Said } from '../logins/words.ts';

export type MailboxOutcome =
  | { kind: 'connected'; mailbox: string }
  | { kind: TicketFault | 'accessDenied' | 'off' | 'otherProvider' }
  | { kind: 'refused'; provider: string; code: string; description: string }
  | { kind: 'away'; provider: string; code: string }
  | { kind: 'missingScope'; provider: string }
  | { kind: 'otherMailbox'; given: string; owner: string }
  | { kind: 'taken'; mailbox: string };

export function mailboxWords(language: Language, outcome: MailboxOutcome): LoginWords {
  return wordsOf((language === 'fr' ? french : english)(outcome));
}

function english(outcome: MailboxOutcome): Said {
  const again = 'Go back to the page My mailbox in Salesforce and press Connect once more.';
  const failed = 'Your mailbox is not connected';
  switch (outcome.kind) {
    case 'connected':
      return [
        'Your mailbox is connected',
        `Debrief reads the headers of the emails of ${outcome.mailbox}, and the content of those only that a contact or lead of your Salesforce takes part in.`,
        'You may close this window: the page My mailbox has noticed. You can withdraw there at any time.',
      ];
    case 'unknown':
      return [
        failed,
        TICKET_FAULTS.en[outcome.kind],
        `${again} If it says “connected” there already, nothing is left to do.`,
      ];
    case 'used':
    case 'expired':
    case 'otherBrowser':
      return [failed, TICKET_FAULTS.en[outcome.kind], again];
    case 'otherProvider':
      return [
        failed,
        'The answer came from another provider than the one that was asked. Nothing was sent to it.',
        again,
      ];
    case 'accessDenied':
      return [failed, 'You did not allow it. Nothing was read.', `If you wish it after all: ${lower(again)}`];
    case 'off':
      return [
        failed,
        'Your admin has switched the email feed off meanwhile, or not switched this provider on. Nothing was read.',
        'Ask your admin.',
      ];
    case 'refused':
      return [
        failed,
        `${outcome.provider} refused it: ${outcome.code}${outcome.description ? ` (${outcome.description})` : ''}.`,
        'Show this page to your admin: the app that Debrief logs in with, or a rule of your company, does not let it in.',
      ];
    case 'away':
      return [failed, `${outcome.provider} could not be reached (${outcome.code}).`, again];
    case 'missingScope':
      return [
        failed,
        `${outcome.provider} gave no access to emails: the box for it was not ticked, or it gave no lasting access.`,
        `${again} Leave every box ticked there.`,
      ];
    case 'otherMailbox':
      return [
        failed,
        `You logged in as ${outcome.given}. Your user in Salesforce has the address ${outcome.owner}, and Debrief takes nobody else’s mailbox. Nothing was read.`,
        `${again} Log in as ${outcome.owner}; where both addresses are yours, ask your admin to match them on the Debrief set-up page, under People.`,
      ];
    case 'taken':
      return [
        failed,
        `${outcome.mailbox} is connected by another user of your Salesforce. Nothing was read.`,
        'Ask your admin, who sees on the Debrief set-up page who that is.',
      ];
  }
}

function french(outcome: MailboxOutcome): Said {
  const again = 'Revenez à la page Ma messagerie dans Salesforce et cliquez de nouveau sur Connecter.';
  const failed = 'Votre messagerie n’est pas connectée';
  switch (outcome.kind) {
    case 'connected':
      return [
        'Votre messagerie est connectée',
        `Debrief lit les en-têtes des e-mails de ${outcome.mailbox}, et le contenu de ceux-là seulement auxquels participe un contact ou une piste de votre Salesforce.`,
        'Vous pouvez fermer cette fenêtre : la page Ma messagerie l’a remarqué. Vous pouvez y retirer votre accord à tout moment.',
      ];
    case 'unknown':
      return [
        failed,
        TICKET_FAULTS.fr[outcome.kind],
        `${again} Si elle y est déjà « connectée », il n’y a plus rien à faire.`,
      ];
    case 'used':
    case 'expired':
    case 'otherBrowser':
      return [failed, TICKET_FAULTS.fr[outcome.kind], again];
    case 'otherProvider':
      return [failed, 'La réponse vient d’un autre fournisseur que celui demandé. Rien ne lui a été envoyé.', again];
    case 'accessDenied':
      return [
        failed,
        'Vous n’avez pas donné votre accord. Rien n’a été lu.',
        `Si vous le souhaitez tout de même : ${lower(again)}`,
      ];
    case 'off':
      return [
        failed,
        'Votre administrateur a désactivé entre-temps le flux d’e-mails, ou n’a pas activé ce fournisseur. Rien n’a été lu.',
        'Demandez à votre administrateur.',
      ];
    case 'refused':
      return [
        failed,
        `${outcome.provider} a refusé : ${outcome.code}${outcome.description ? ` (${outcome.description})` : ''}.`,
        'Montrez cette page à votre administrateur : l’application avec laquelle Debrief se connecte, ou une règle de votre entreprise, ne le laisse pas entrer.',
      ];
    case 'away':
      return [failed, `${outcome.provider} est injoignable (${outcome.code}).`, again];
    case 'missingScope':
      return [
        failed,
        `${outcome.provider} n’a pas donné accès aux e-mails : la case n’était pas cochée, ou l’accès n’est pas durable.`,
        `${again} Laissez-y toutes les cases cochées.`,
      ];
    case 'otherMailbox':
      return [
        failed,
        `Vous vous êtes connecté en tant que ${outcome.given}. Votre utilisateur dans Salesforce a l’adresse ${outcome.owner}, et Debrief ne prend la messagerie de personne d’autre. Rien n’a été lu.`,
        `${again} Connectez-vous en tant que ${outcome.owner} ; si les deux adresses sont les vôtres, demandez à votre administrateur de les associer sur la page Configuration de Debrief, sous Personnes.`,
      ];
    case 'taken':
      return [
        failed,
        `${outcome.mailbox} est connectée par un autre utilisateur de votre Salesforce. Rien n’a été lu.`,
        'Demandez à votre administrateur, qui voit sur la page Configuration de Debrief de qui il s’agit.',
      ];
  }
}

const lower = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);
