// A door of its own: whoever verifies a log loads none of the services.
export { logInDatabase } from '@zhiheng/audit/log-source';
