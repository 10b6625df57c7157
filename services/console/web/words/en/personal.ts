import type { personal as zh } from '../zh/personal.ts';

export const personal: Record<keyof typeof zh, string> = {
  'personal.title': 'Personal data',
  'personal.none': 'No personal data lie beside this entry.',
  'personal.lead':
    'Personal data are sealed beside the log, not in it. Reading them needs a purpose, and each reading is recorded.',
  'personal.purpose': 'Purpose',
  'personal.needPurpose': 'Say for what purpose',
  'personal.reveal': 'Read',
  'personal.recorded': 'Read; the log says so, with the purpose.',
  'personal.erased': 'Erased',
  'personal.sealed': 'Sealed, not read.',
  'erasure.title': 'Erasure of personal data',
  'erasure.lead':
    'One person asks and another confirms: then the data subject’s key is destroyed and the data can never be read again. Proofs of the log hold as before.',
  'erasure.ask': 'Ask for erasure',
  'erasure.confirm': 'Confirm the erasure',
  'erasure.second': 'Asked by you; another has to confirm',
  'erasure.done.asked': 'Asked for; another has to confirm',
  'erasure.done.erased': 'Erased',
  'erasure.askWarning': 'Once another has confirmed, the personal data of this data subject can never be read again.',
  'erasure.confirmWarning':
    'The key is destroyed at once: the personal data of this data subject can never be read again, nor restored.',
  'erasure.state.asked': 'To be confirmed',
  'erasure.state.erased': 'Erased',
  'erasure.state.withdrawn': 'Taken back',
  'erasure.empty': 'No erasure.',
  'erasure.subject': 'Data subject (hash)',
  'erasure.subjectHint': 'Give the business system’s hash, 64 digits, to ask for an erasure.',
  'erasure.askedAt': 'Asked',
  'erasure.askedBy': 'Asked by',
};
