import type { trail as zh } from '../zh/trail.ts';

export const trail: Record<keyof typeof zh, string> = {
  'log.live': 'Live',
  'log.live.connecting': 'Connecting…',
  'log.live.live': 'Following; new entries on top',
  'log.live.waiting': 'The line broke; trying again, nothing is lost',
  'log.live.paused': 'Paused; goes on where it stopped',
  'log.live.idle': 'Paused: the sign-in ran out and nobody was here; goes on where it stopped',
  'log.live.refused': 'Cannot follow',
  'log.live.pause': 'Pause',
  'log.live.resume': 'Go on',
  'log.live.count': '{count} new entries',
  'exports.title': 'Exports of the log',
  'exports.lead':
    'What you have asked for. Files are kept for a day; asking, finishing, downloading and cancelling are recorded.',
  'exports.ask': 'Export',
  'exports.dialog': 'Export the entries that fit',
  'exports.submit': 'Ask for the export',
  'exports.asked': 'Export asked for',
  'exports.filters': 'What is exported',
  'exports.format': 'Format',
  'exports.formatHint':
    'An evidence bundle is verified offline; of more than 1,000 entries it is one file in parts, verified together.',
  'exports.reason': 'Purpose',
  'exports.what': 'What, and what for',
  'exports.progress': 'Progress of the export',
  'exports.size': '{entries} entries, {kilobytes} KB',
  'exports.keptUntil': 'Kept until',
  'exports.download': 'Download',
  'exports.cancel': 'Cancel',
  'exports.giveUp': 'Give up the file',
  'exports.lacks': 'The file lacks these months, which were removed',
  'exports.empty': 'No export yet. Ask for one on the audit log’s page.',
  'exports.bundle': 'An evidence bundle is verified offline',
  'exports.bundleHow':
    'An inspector saves the verifier page beforehand from a machine they trust, opens it without a network, chooses the bundle and gives the log’s key, had from elsewhere: signature and proof of each entry are then checked without trusting this system.',
  'exports.verifier': 'Open the offline verifier',
};
