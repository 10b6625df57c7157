/** The page of a thing of internal control. */
export const controlPath = ({
  type,
  id,
  within,
}: {
  type: string;
  id: string;
  within?: string | undefined;
}): string => {
  switch (type) {
    case 'self-check':
      return '/self-checks';
    case 'recovery':
      return `/recoveries/${id}`;
    case 'approval':
      return `/control-approvals/${id}`;
    case 'paper':
      return within === undefined ? '/inspections' : `/inspections/${within}/papers/${id}`;
    // What should be planned is planned there.
    case 'unit':
      return '/inspections';
    case 'inspection':
      return `/inspections/${id}`;
    case 'doubt-list':
      return `/doubt-lists/${id}`;
    case 'doubt-clearing':
      return '/doubt-clearings';
    case 'doubt':
      return `/doubts/${id}`;
    case 'finding':
      return `/findings/${id}`;
    case 'rectification':
      return `/rectifications/${id}`;
    default:
      return '/tasks';
  }
};
