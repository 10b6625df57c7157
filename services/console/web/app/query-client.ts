import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../api/problem.ts';

/** What a service has refused it will refuse again; only faults of the network and of a busy service are tried anew. */
const worthRetrying = (error: Error): boolean => !(error instanceof ApiProblem) || error.document.status >= 500;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: (failures, error) => failures < 2 && worthRetrying(error), staleTime: 5_000 },
    mutations: { retry: false },
  },
});
