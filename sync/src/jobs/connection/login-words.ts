/** What became of a log-in, in the words of the page that it ends on. */
import type { Problem } from '../../store/logins.ts';
import type { TicketFault } from '../logins/ticket.ts';
import { TICKET_FAULTS, wordsOf, type Language, type LoginWords, type Said } from '../logins/words.ts';

export type LoginOutcome =
  | { kind: 'connected'; organization: string; username: string; problem?: Problem }
  | { kind: TicketFault | 'accessDenied' | 'strangeAddress' | 'byEnvironment' }
  | { kind: 'refused'; code: string; description: string }
  | { kind: 'codeRefused' | 'clientRefused'; description: string }
  | { kind: 'slow'; host: string }
  | { kind: 'unreachable'; host: string; code: string }
  | { kind: 'missingScope'; scopes: string[] }
  | { kind: 'otherOrg'; connected: string; given: string };

export function loginWords(language: Language, outcome: LoginOutcome): LoginWords {
  return wordsOf((language === 'fr' ? french : english)(outcome));
}

/** As External Client App settings call them in Setup. */
const SCOPES: Record<Language, Record<string, string>> = {
  en: {
    api: 'Manage user data via APIs (api)',
    refresh_token: 'Perform requests at any time (refresh_token, offline_access)',
  },
  fr: {
    api: 'Gérer les données utilisateur via des API (api)',
    refresh_token: 'Effectuer des demandes à tout moment (refresh_token, offline_access)',
  },
};

const listOf = (language: Language, scopes: string[]): string =>
  scopes.map((scope) => SCOPES[language][scope] ?? scope).join(', ');

function english(outcome: LoginOutcome): Said {
  const again = 'Go back to the Debrief set-up page in Salesforce and press Connect once more.';
  const failed = 'Debrief is not connected';
  switch (outcome.kind) {
    case 'connected':
      return [
        outcome.problem ? 'Logged in, but Salesforce lets Debrief do nothing yet' : 'Debrief is connected',
        outcome.problem
          ? `Debrief logged in to ${outcome.organization} as ${outcome.username}. The org says: ${outcome.problem.message}`
          : `Debrief works with ${outcome.organization} as ${outcome.username}.`,
        outcome.problem?.fix ?? 'You may close this window: the Debrief set-up page has noticed.',
      ];
    case 'unknown':
      return [
        failed,
        TICKET_FAULTS.en[outcome.kind],
        `${again} If it says “connected” there already, nothing is left to do.`,
      ];
    case 'used':
    case 'expired':
      return [failed, TICKET_FAULTS.en[outcome.kind], again];
    case 'otherBrowser':
      return [failed, TICKET_FAULTS.en[outcome.kind], `${again} Log in within the window that opens.`];
    case 'accessDenied':
      return [failed, 'Access was denied on Salesforce’s page.', `${again} Choose Allow there.`];
    case 'strangeAddress':
      return [
        failed,
        'The log-in named an org at an address that is not Salesforce’s.',
        'Nothing was kept. Check SALESFORCE_LOGIN_URL where the service is started.',
      ];
    case 'byEnvironment':
      return [
        failed,
        'The service was started with the org’s credentials.',
        'Start it without SALESFORCE_INSTANCE_URL, SALESFORCE_ACCESS_TOKEN and SALESFORCE_REFRESH_TOKEN to connect an org here.',
      ];
    case 'refused':
      return [
        failed,
        `Salesforce refused the log-in: ${outcome.code}${outcome.description ? ` (${outcome.description})` : ''}.`,
        `In Setup, External Client App Manager, check the app Debrief: its policies let in the user who logs in, and its settings have the scopes api and refresh_token. ${again}`,
      ];
    case 'codeRefused':
      return [failed, `Salesforce did not take the code that it gave: ${outcome.description}.`, again];
    case 'clientRefused':
      return [
        failed,
        `Salesforce does not know the service by its app: ${outcome.description}.`,
        'Compare the consumer key and secret of the External Client App with SALESFORCE_CLIENT_ID and SALESFORCE_CLIENT_SECRET of the service.',
      ];
    case 'slow':
      return [failed, `${outcome.host} took too long to answer.`, again];
    case 'unreachable':
      return [
        failed,
        `${outcome.host} could not be reached (${outcome.code}).`,
        `Check that the service may reach it; status.salesforce.com says whether Salesforce is up. ${again}`,
      ];
    case 'missingScope':
      return [
        failed,
        `Salesforce gave the access without: ${listOf('en', outcome.scopes)}.`,
        `In Setup, External Client App Manager, open Debrief, Settings, OAuth Settings, and add it to the selected scopes. ${again}`,
      ];
    case 'otherOrg':
      return [
        'Debrief stays connected as it was',
        `You logged in to another org (${outcome.given}). Debrief is connected to ${outcome.connected}.`,
        'To move it, press Disconnect on the Debrief set-up page first. To renew the connection, log in to the same org.',
      ];
  }
}

function french(outcome: LoginOutcome): Said {
  const again = 'Revenez à la page Configuration de Debrief dans Salesforce et cliquez de nouveau sur Connecter.';
  const failed = 'Debrief n’est pas connecté';
  switch (outcome.kind) {
    case 'connected':
      return [
        outcome.problem
          ? 'Connexion établie, mais Salesforce ne laisse encore rien faire à Debrief'
          : 'Debrief est connecté',
        outcome.problem
          ? `Debrief s’est connecté à ${outcome.organization} en tant que ${outcome.username}. L’organisation répond : ${outcome.problem.message}`
          : `Debrief travaille avec ${outcome.organization} en tant que ${outcome.username}.`,
        outcome.problem?.fix ?? 'Vous pouvez fermer cette fenêtre : la page Configuration de Debrief l’a remarqué.',
      ];
    case 'unknown':
      return [
        failed,
        TICKET_FAULTS.fr[outcome.kind],
        `${again} Si elle indique déjà « connecté », il n’y a plus rien à faire.`,
      ];
    case 'used':
    case 'expired':
      return [failed, TICKET_FAULTS.fr[outcome.kind], again];
    case 'otherBrowser':
      return [failed, TICKET_FAULTS.fr[outcome.kind], `${again} Connectez-vous dans la fenêtre qui s’ouvre.`];
    case 'accessDenied':
      return [failed, 'L’accès a été refusé sur la page de Salesforce.', `${again} Choisissez-y Autoriser.`];
    case 'strangeAddress':
      return [
        failed,
        'La connexion a désigné une organisation dont l’adresse n’est pas celle de Salesforce.',
        'Rien n’a été conservé. Vérifiez SALESFORCE_LOGIN_URL là où le service est démarré.',
      ];
    case 'byEnvironment':
      return [
        failed,
        'Le service a été démarré avec les identifiants de l’organisation.',
        'Démarrez-le sans SALESFORCE_INSTANCE_URL, SALESFORCE_ACCESS_TOKEN ni SALESFORCE_REFRESH_TOKEN pour connecter une organisation ici.',
      ];
    case 'refused':
      return [
        failed,
        `Salesforce a refusé la connexion : ${outcome.code}${outcome.description ? ` (${outcome.description})` : ''}.`,
        `Dans Configuration, Gestionnaire d’applications clientes externes, vérifiez l’application Debrief : ses stratégies admettent l’utilisateur qui se connecte, et ses paramètres comportent les étendues api et refresh_token. ${again}`,
      ];
    case 'codeRefused':
      return [failed, `Salesforce n’a pas accepté le code qu’il a donné : ${outcome.description}.`, again];
    case 'clientRefused':
      return [
        failed,
        `Salesforce ne reconnaît pas le service à son application : ${outcome.description}.`,
        'Comparez la clé et le secret consommateur de l’application cliente externe avec SALESFORCE_CLIENT_ID et SALESFORCE_CLIENT_SECRET du service.',
      ];
    case 'slow':
      return [failed, `${outcome.host} a mis trop de temps à répondre.`, again];
    case 'unreachable':
      return [
        failed,
        `${outcome.host} est injoignable (${outcome.code}).`,
        `Vérifiez que le service peut l’atteindre ; status.salesforce.com dit si Salesforce fonctionne. ${again}`,
      ];
    case 'missingScope':
      return [
        failed,
        `Salesforce a donné l’accès sans : ${listOf('fr', outcome.scopes)}.`,
        `Dans Configuration, Gestionnaire d’applications clientes externes, ouvrez Debrief, Paramètres, Paramètres OAuth, et ajoutez-la aux étendues sélectionnées. ${again}`,
      ];
    case 'otherOrg':
      return [
        'Debrief reste connecté comme avant',
        `Vous vous êtes connecté à une autre organisation (${outcome.given}). Debrief est connecté à ${outcome.connected}.`,
        'Pour le déplacer, cliquez d’abord sur Déconnecter sur la page Configuration de Debrief. Pour renouveler la connexion, connectez-vous à la même organisation.',
      ];
  }
}
