import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../api/problem.ts';

/** What a service has refused it will refuse again; only faults of the network and of a busy service are tried anew. */
const worthRetrying = (error: Error): boolean => !(error instanceof ApiProblem) || error.document.status >= 500;

/** What a browser thinks of its line is no reason to hold an act back, and to do it later unasked. */
const networkMode = 'always';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: (failures, error) => failures < 2 && worthRetrying(error), staleTime: 5_000, networkMode },
    mutations: { retry: false, networkMode },
  },
});
