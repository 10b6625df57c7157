import { caseDetails } from './details/cases.ts';
import { catalogueDetails } from './details/catalogue.ts';
import { conditionDetails } from './details/conditions.ts';
import { controlApprovalDetails } from './details/control-approvals.ts';
import { doubtDetails } from './details/doubts.ts';
import { fieldDetails } from './details/fields.ts';
import { findingDetails } from './details/findings.ts';
import { generalDetails } from './details/general.ts';
import { inspectionDetails } from './details/inspections.ts';
import { logDetails } from './details/log.ts';
import { peopleDetails } from './details/people.ts';
import { policyDetails } from './details/policy.ts';
import { recoveryDetails } from './details/recoveries.ts';
import { requestDetails } from './details/requests.ts';
import { rosterDetails } from './details/rosters.ts';
import { scimDetails } from './details/scim.ts';
import { selfCheckDetails } from './details/self-checks.ts';
import { signalDetails } from './details/signals.ts';
import { webhookDetails } from './details/webhooks.ts';

/**
 * Every sentence that says more than a problem's title, by its code: what of this request, and why. Names between braces are blanks,
 * the same in both languages. One file a topic.
 */
export const details = {
  ...generalDetails,
  ...fieldDetails,
  ...conditionDetails,
  ...peopleDetails,
  ...requestDetails,
  ...policyDetails,
  ...catalogueDetails,
  ...caseDetails,
  ...inspectionDetails,
  ...findingDetails,
  ...logDetails,
  ...signalDetails,
  ...scimDetails,
  ...rosterDetails,
  ...controlApprovalDetails,
  ...doubtDetails,
  ...selfCheckDetails,
  ...recoveryDetails,
  ...webhookDetails,
} as const;
