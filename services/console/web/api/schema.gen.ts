// Generated from /openapi.json by services/console/generate-api.ts.
export interface paths {
    "/.well-known/authzen-configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 判定接口元数据 / AuthZEN metadata */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uri */
                            access_evaluation_endpoint: string;
                            /** Format: uri */
                            access_evaluations_endpoint: string;
                            /** Format: uri */
                            access_request_endpoint: string;
                            capabilities: string[];
                            /** Format: uri */
                            jwks_uri: string;
                            /** Format: uri */
                            policy_decision_point: string;
                            /** Format: uri */
                            search_action_endpoint: string;
                            /** Format: uri */
                            search_resource_endpoint: string;
                            /** Format: uri */
                            search_subject_endpoint: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/evaluation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 判定一项 / may they? */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "subject": {
                     *         "type": "person",
                     *         "id": "enterprise-pension-op1"
                     *       },
                     *       "action": {
                     *         "name": "handle"
                     *       },
                     *       "resource": {
                     *         "type": "case",
                     *         "id": "new",
                     *         "properties": {
                     *           "item": "enterprise-pension-award",
                     *           "unit": "enterprise-pension"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        action: {
                            /** @description 动作 / action */
                            name: string;
                            properties?: {
                                [key: string]: unknown;
                            };
                        };
                        context?: {
                            [key: string]: unknown;
                        };
                        resource: {
                            /** @description 资源 id / resource id */
                            id: string;
                            properties?: {
                                [key: string]: unknown;
                            };
                            /** @description 资源类型 / resource type */
                            type: string;
                        };
                        subject: {
                            /** @description 用户名或 id / username or id */
                            id: string;
                            properties?: {
                                [key: string]: unknown;
                            };
                            /** @description person 或 user / or user */
                            type: string;
                        };
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            context: {
                                access_request?: {
                                    binding_token: string;
                                    /** Format: uri */
                                    endpoint: string;
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    expires_at: string;
                                    /** Format: uri */
                                    request_schema_url: string;
                                };
                                accessRequest?: {
                                    /** @description 其他角色，由小到大 / other roles */
                                    alternatives?: string[];
                                    /** @description 用户名 / username */
                                    beneficiary: string;
                                    /** @enum {string} */
                                    change: "grant";
                                    /**
                                     * Format: uri
                                     * @description 提交申请的地址 / where the request is submitted
                                     */
                                    endpoint: string;
                                    /** @description 权限最小的可用角色 / the least role that would give it */
                                    role: string;
                                    /** @description 授权机构 / unit of the grant */
                                    unit: string;
                                };
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                evaluated_at?: string;
                                evaluation_id?: string;
                                grant?: string;
                                id: string;
                                /** @enum {unknown} */
                                next_action?: "request" | "retry" | "none";
                                policyEpoch: number;
                                reason: {
                                    code: string;
                                    en: string;
                                    zh: string;
                                };
                                retry_after?: number;
                                rule?: string;
                                step?: {
                                    at?: string;
                                    case?: string;
                                    duty: string;
                                    item?: string;
                                    person: string;
                                    round: number;
                                };
                            };
                            decision: boolean;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/evaluations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 判定多项 / several at once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "subject": {
                     *         "type": "person",
                     *         "id": "enterprise-pension-op1"
                     *       },
                     *       "resource": {
                     *         "type": "case",
                     *         "id": "new",
                     *         "properties": {
                     *           "item": "enterprise-pension-award",
                     *           "unit": "enterprise-pension"
                     *         }
                     *       },
                     *       "evaluations": [
                     *         {
                     *           "action": {
                     *             "name": "handle"
                     *           }
                     *         },
                     *         {
                     *           "action": {
                     *             "name": "review"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        action?: {
                            /** @description 动作 / action */
                            name: string;
                            properties?: {
                                [key: string]: unknown;
                            };
                        };
                        context?: {
                            [key: string]: unknown;
                        };
                        evaluations?: unknown[];
                        options?: {
                            /**
                             * @description 何时停止 / when to stop
                             * @enum {unknown}
                             */
                            evaluations_semantic?: "execute_all" | "deny_on_first_deny" | "permit_on_first_permit";
                        };
                        resource?: {
                            /** @description 资源 id / resource id */
                            id: string;
                            properties?: {
                                [key: string]: unknown;
                            };
                            /** @description 资源类型 / resource type */
                            type: string;
                        };
                        subject?: {
                            /** @description 用户名或 id / username or id */
                            id: string;
                            properties?: {
                                [key: string]: unknown;
                            };
                            /** @description person 或 user / or user */
                            type: string;
                        };
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            context: {
                                access_request?: {
                                    binding_token: string;
                                    /** Format: uri */
                                    endpoint: string;
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    expires_at: string;
                                    /** Format: uri */
                                    request_schema_url: string;
                                };
                                accessRequest?: {
                                    /** @description 其他角色，由小到大 / other roles */
                                    alternatives?: string[];
                                    /** @description 用户名 / username */
                                    beneficiary: string;
                                    /** @enum {string} */
                                    change: "grant";
                                    /**
                                     * Format: uri
                                     * @description 提交申请的地址 / where the request is submitted
                                     */
                                    endpoint: string;
                                    /** @description 权限最小的可用角色 / the least role that would give it */
                                    role: string;
                                    /** @description 授权机构 / unit of the grant */
                                    unit: string;
                                };
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                evaluated_at?: string;
                                evaluation_id?: string;
                                grant?: string;
                                id: string;
                                /** @enum {unknown} */
                                next_action?: "request" | "retry" | "none";
                                policyEpoch: number;
                                reason: {
                                    code: string;
                                    en: string;
                                    zh: string;
                                };
                                retry_after?: number;
                                rule?: string;
                                step?: {
                                    at?: string;
                                    case?: string;
                                    duty: string;
                                    item?: string;
                                    person: string;
                                    round: number;
                                };
                            };
                            decision: boolean;
                        } | {
                            evaluations: {
                                context: {
                                    access_request?: {
                                        binding_token: string;
                                        /** Format: uri */
                                        endpoint: string;
                                        /**
                                         * Format: date-time
                                         * @description 时间 / RFC 3339
                                         * @example 2026-11-24T01:02:03.456Z
                                         */
                                        expires_at: string;
                                        /** Format: uri */
                                        request_schema_url: string;
                                    };
                                    accessRequest?: {
                                        /** @description 其他角色，由小到大 / other roles */
                                        alternatives?: string[];
                                        /** @description 用户名 / username */
                                        beneficiary: string;
                                        /** @enum {string} */
                                        change: "grant";
                                        /**
                                         * Format: uri
                                         * @description 提交申请的地址 / where the request is submitted
                                         */
                                        endpoint: string;
                                        /** @description 权限最小的可用角色 / the least role that would give it */
                                        role: string;
                                        /** @description 授权机构 / unit of the grant */
                                        unit: string;
                                    };
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    evaluated_at?: string;
                                    evaluation_id?: string;
                                    grant?: string;
                                    id: string;
                                    /** @enum {unknown} */
                                    next_action?: "request" | "retry" | "none";
                                    policyEpoch: number;
                                    reason: {
                                        code: string;
                                        en: string;
                                        zh: string;
                                    };
                                    retry_after?: number;
                                    rule?: string;
                                    step?: {
                                        at?: string;
                                        case?: string;
                                        duty: string;
                                        item?: string;
                                        person: string;
                                        round: number;
                                    };
                                };
                                decision: boolean;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/jwks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 验证 binding_token 的公钥 / keys that verify a binding token */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            keys: {
                                [key: string]: unknown;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 就被拒的判定提出申请 / ask for what was denied */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description 重试不重复 / a retry does nothing twice */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "subject": {
                     *         "type": "person",
                     *         "id": "newcomer"
                     *       },
                     *       "action": {
                     *         "name": "handle"
                     *       },
                     *       "resource": {
                     *         "type": "case",
                     *         "id": "new",
                     *         "properties": {
                     *           "item": "enterprise-pension-award"
                     *         }
                     *       },
                     *       "context": {
                     *         "business_justification": "新入职，任经办岗"
                     *       },
                     *       "denial": {
                     *         "expires_at": "2026-11-24T01:12:00Z",
                     *         "binding_token": "eyJ…"
                     *       }
                     *     }
                     */
                    "application/json": {
                        action?: {
                            /** @description 动作 / action */
                            name: string;
                            properties?: {
                                [key: string]: unknown;
                            };
                        };
                        callback?: unknown;
                        client?: {
                            actor?: {
                                act?: unknown;
                                id: string;
                            };
                        };
                        context?: {
                            [key: string]: unknown;
                        };
                        denial?: {
                            /** @description 原样送回 / as it was told */
                            binding_token?: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            evaluated_at?: string;
                            /** @description 判定编号 / id of the decision */
                            evaluation_id?: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            expires_at: string;
                            reason?: unknown;
                        };
                        items?: unknown[];
                        requested_access?: {
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            requested_until?: string;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            role?: string;
                        };
                        resource?: {
                            /** @description 资源 id / resource id */
                            id: string;
                            properties?: {
                                [key: string]: unknown;
                            };
                            /** @description 资源类型 / resource type */
                            type: string;
                        };
                        subject: {
                            /** @description 用户名或 id / username or id */
                            id: string;
                            properties?: {
                                [key: string]: unknown;
                            };
                            /** @description person 或 user / or user */
                            type: string;
                        };
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result?: {
                                approval: {
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    approved_at: string;
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    approved_until: string;
                                    id: string;
                                };
                                /** @enum {string} */
                                mode: "reevaluate";
                            };
                            task: {
                                id: string;
                                links?: {
                                    /** Format: uri */
                                    cancel: string;
                                };
                                progress?: {
                                    current_step: number;
                                    step_name: string;
                                    total_steps: number;
                                };
                                /** @enum {unknown} */
                                status: "pending" | "approved" | "denied" | "expired" | "cancelled" | "failed";
                                /** Format: uri */
                                status_endpoint: string;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 申请进展 / how it stands */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result?: {
                                approval: {
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    approved_at: string;
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    approved_until: string;
                                    id: string;
                                };
                                /** @enum {string} */
                                mode: "reevaluate";
                            };
                            task: {
                                id: string;
                                links?: {
                                    /** Format: uri */
                                    cancel: string;
                                };
                                progress?: {
                                    current_step: number;
                                    step_name: string;
                                    total_steps: number;
                                };
                                /** @enum {unknown} */
                                status: "pending" | "approved" | "denied" | "expired" | "cancelled" | "failed";
                                /** Format: uri */
                                status_endpoint: string;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/requests/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 撤回 / take it back */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result?: {
                                approval: {
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    approved_at: string;
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    approved_until: string;
                                    id: string;
                                };
                                /** @enum {string} */
                                mode: "reevaluate";
                            };
                            task: {
                                id: string;
                                links?: {
                                    /** Format: uri */
                                    cancel: string;
                                };
                                progress?: {
                                    current_step: number;
                                    step_name: string;
                                    total_steps: number;
                                };
                                /** @enum {unknown} */
                                status: "pending" | "approved" | "denied" | "expired" | "cancelled" | "failed";
                                /** Format: uri */
                                status_endpoint: string;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/requests/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 申请所需的补充内容 / what a submission adds (JSON Schema) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/search/action": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 可以做什么 / what they may do */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "subject": {
                     *         "type": "person",
                     *         "id": "enterprise-pension-op1"
                     *       },
                     *       "resource": {
                     *         "type": "case",
                     *         "id": "new",
                     *         "properties": {
                     *           "item": "enterprise-pension-award",
                     *           "unit": "enterprise-pension"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        context?: {
                            [key: string]: unknown;
                        };
                        page?: {
                            /** @description 至多 500，更大按 500 / more than 500 is taken as 500; default 100 */
                            limit?: number;
                            token?: string;
                        };
                        resource: {
                            /** @description 资源 id / resource id */
                            id: string;
                            properties?: {
                                [key: string]: unknown;
                            };
                            /** @description 资源类型 / resource type */
                            type: string;
                        };
                        subject: {
                            /** @description 用户名或 id / username or id */
                            id: string;
                            properties?: {
                                [key: string]: unknown;
                            };
                            /** @description person 或 user / or user */
                            type: string;
                        };
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            page: {
                                /** @description 本页条数 / results on this page */
                                count: number;
                                /** @description 空串表示末页 / empty on the last page */
                                next_token: string;
                            };
                            results: {
                                name: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/search/resource": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 对哪些可以 / on which they may */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "subject": {
                     *         "type": "person",
                     *         "id": "enterprise-pension-op1"
                     *       },
                     *       "action": {
                     *         "name": "handle"
                     *       },
                     *       "resource": {
                     *         "type": "case"
                     *       }
                     *     }
                     */
                    "application/json": {
                        action: {
                            /** @description 动作 / action */
                            name: string;
                            properties?: {
                                [key: string]: unknown;
                            };
                        };
                        context?: {
                            [key: string]: unknown;
                        };
                        page?: {
                            /** @description 至多 500，更大按 500 / more than 500 is taken as 500; default 100 */
                            limit?: number;
                            token?: string;
                        };
                        resource: {
                            properties?: {
                                [key: string]: unknown;
                            };
                            /** @description 资源类型 / resource type */
                            type: string;
                        };
                        subject: {
                            /** @description 用户名或 id / username or id */
                            id: string;
                            properties?: {
                                [key: string]: unknown;
                            };
                            /** @description person 或 user / or user */
                            type: string;
                        };
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            page: {
                                /** @description 本页条数 / results on this page */
                                count: number;
                                /** @description 空串表示末页 / empty on the last page */
                                next_token: string;
                            };
                            results: {
                                id: string;
                                type: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access/v1/search/subject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 谁可以 / who may */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "subject": {
                     *         "type": "person"
                     *       },
                     *       "action": {
                     *         "name": "review"
                     *       },
                     *       "resource": {
                     *         "type": "case",
                     *         "id": "new",
                     *         "properties": {
                     *           "item": "enterprise-pension-award",
                     *           "unit": "enterprise-pension"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        action: {
                            /** @description 动作 / action */
                            name: string;
                            properties?: {
                                [key: string]: unknown;
                            };
                        };
                        context?: {
                            [key: string]: unknown;
                        };
                        page?: {
                            /** @description 至多 500，更大按 500 / more than 500 is taken as 500; default 100 */
                            limit?: number;
                            token?: string;
                        };
                        resource: {
                            /** @description 资源 id / resource id */
                            id: string;
                            properties?: {
                                [key: string]: unknown;
                            };
                            /** @description 资源类型 / resource type */
                            type: string;
                        };
                        subject: {
                            properties?: {
                                [key: string]: unknown;
                            };
                            /** @description person 或 user / or user */
                            type: string;
                        };
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            page: {
                                /** @description 本页条数 / results on this page */
                                count: number;
                                /** @description 空串表示末页 / empty on the last page */
                                next_token: string;
                            };
                            results: {
                                id: string;
                                type: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 权限调整任务 / holdings in conflict that are to be given up, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    person?: string;
                    rule?: string;
                    state?: "open" | "closed";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @enum {unknown} */
                                because: "exception-expired" | "rule-changed" | "suspension-lifted";
                                closedAt: string | null;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                dueAt: string;
                                exception: string | null;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                name: string;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                openedAt: string;
                                overdue: boolean;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                person: string;
                                request: string | null;
                                /** @description 可选的解决办法 / ways out, each a set of grants */
                                resolutions: {
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    grant: string;
                                    role: string | null;
                                    unit: string | null;
                                }[][];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                rule: string;
                                /** @enum {unknown} */
                                state: "open" | "closed";
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                                username: string | null;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 办件列表 / cases, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    item?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    reference?: string;
                    state?: "open" | "complete" | "cancelled";
                    unit?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                amountFen: number | null;
                                cancellation: {
                                    by: string | null;
                                    reason: string;
                                } | null;
                                channel: string | null;
                                client: string;
                                closedAt: string | null;
                                /** @enum {string} */
                                currency: "CNY";
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                item: string;
                                nextDuty: string | null;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                openedAt: string;
                                reference: string;
                                round: number;
                                /** @enum {unknown} */
                                state: "open" | "complete" | "cancelled";
                                steps: {
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    at: string;
                                    duty: string;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    note: string | null;
                                    /** @enum {unknown} */
                                    outcome: "done" | "returned";
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    person: string;
                                    round: number;
                                    username: string | null;
                                }[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        /** 受理办件 / open a case */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description 重试不重复 / a retry does nothing twice */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "item": "enterprise-pension-award",
                     *       "unit": "enterprise-pension",
                     *       "reference": "YL-2026-000123",
                     *       "channel": "hall"
                     *     }
                     */
                    "application/json": {
                        /** @description 金额（分） / in fen */
                        amountFen?: number;
                        channel?: string;
                        item: string;
                        /** @description 业务系统的办件号 / the business system’s own number */
                        reference: string;
                        /** @description 业务对象，仅存密钥散列 / whom it is about; kept as a keyed hash only */
                        subject?: string;
                        unit: string;
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            amountFen: number | null;
                            cancellation: {
                                by: string | null;
                                reason: string;
                            } | null;
                            channel: string | null;
                            client: string;
                            closedAt: string | null;
                            /** @enum {string} */
                            currency: "CNY";
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            item: string;
                            nextDuty: string | null;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            openedAt: string;
                            reference: string;
                            round: number;
                            /** @enum {unknown} */
                            state: "open" | "complete" | "cancelled";
                            steps: {
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                at: string;
                                duty: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                note: string | null;
                                /** @enum {unknown} */
                                outcome: "done" | "returned";
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                person: string;
                                round: number;
                                username: string | null;
                            }[];
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一个办件 / one case */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            amountFen: number | null;
                            cancellation: {
                                by: string | null;
                                reason: string;
                            } | null;
                            channel: string | null;
                            client: string;
                            closedAt: string | null;
                            /** @enum {string} */
                            currency: "CNY";
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            item: string;
                            nextDuty: string | null;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            openedAt: string;
                            reference: string;
                            round: number;
                            /** @enum {unknown} */
                            state: "open" | "complete" | "cancelled";
                            steps: {
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                at: string;
                                duty: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                note: string | null;
                                /** @enum {unknown} */
                                outcome: "done" | "returned";
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                person: string;
                                round: number;
                                username: string | null;
                            }[];
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 撤销办件 / cancel an open case; its steps still count */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "申请人撤回"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description 用户名 / username
                         * @example enterprise-pension-op1
                         */
                        actor?: string;
                        /**
                         * @description 理由 / reason
                         * @example 新入职，任经办岗
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            amountFen: number | null;
                            cancellation: {
                                by: string | null;
                                reason: string;
                            } | null;
                            channel: string | null;
                            client: string;
                            closedAt: string | null;
                            /** @enum {string} */
                            currency: "CNY";
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            item: string;
                            nextDuty: string | null;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            openedAt: string;
                            reference: string;
                            round: number;
                            /** @enum {unknown} */
                            state: "open" | "complete" | "cancelled";
                            steps: {
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                at: string;
                                duty: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                note: string | null;
                                /** @enum {unknown} */
                                outcome: "done" | "returned";
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                person: string;
                                round: number;
                                username: string | null;
                            }[];
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 登记环节：判定、登记、留痕为一体 / judge, record and log a step */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description 重试不重复 / a retry does nothing twice */
                    "idempotency-key"?: string;
                };
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "duty": "handle",
                     *       "actor": "enterprise-pension-op1"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description 用户名 / username
                         * @example enterprise-pension-op1
                         */
                        actor?: string;
                        /** @description 职责 / duty */
                        duty: string;
                        note?: string;
                        /**
                         * @description 办结或退回 / done, or sent back to the first duty
                         * @enum {unknown}
                         */
                        outcome?: "done" | "returned";
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            case: {
                                amountFen: number | null;
                                cancellation: {
                                    by: string | null;
                                    reason: string;
                                } | null;
                                channel: string | null;
                                client: string;
                                closedAt: string | null;
                                /** @enum {string} */
                                currency: "CNY";
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                item: string;
                                nextDuty: string | null;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                openedAt: string;
                                reference: string;
                                round: number;
                                /** @enum {unknown} */
                                state: "open" | "complete" | "cancelled";
                                steps: {
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    at: string;
                                    duty: string;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    note: string | null;
                                    /** @enum {unknown} */
                                    outcome: "done" | "returned";
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    person: string;
                                    round: number;
                                    username: string | null;
                                }[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            };
                            step: {
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                at: string;
                                duty: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                note: string | null;
                                /** @enum {unknown} */
                                outcome: "done" | "returned";
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                person: string;
                                round: number;
                                username: string | null;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 权限复核 / campaigns that one has to do with, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    state?: "open" | "signed-off";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                digest: string | null;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                dueAt: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                may: {
                                    signOff: boolean;
                                };
                                name: string;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                openedAt: string;
                                openedBy: string;
                                progress: {
                                    /** @description 已上报未复核 / undecided, with a later reviewer */
                                    escalated: number;
                                    /** @description 纳入复核的授权 / holdings in the population */
                                    holdings: number;
                                    /** @description 保留 / kept */
                                    kept: number;
                                    /** @description 逾期未复核 / undecided past its deadline */
                                    overdue: number;
                                    /** @description 收回 / to be removed */
                                    removed: number;
                                    /** @description 未复核 / undecided */
                                    undecided: number;
                                };
                                risk: (1 | 2 | 3) | null;
                                signedOffAt: string | null;
                                signedOffBy: string | null;
                                /** @enum {unknown} */
                                state: "open" | "signed-off";
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        /** 发起权限复核 / open a campaign: what is held at this moment is frozen */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description 重试不重复 / a retry does nothing twice */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "name": "2026年第四季度权限复核",
                     *       "unit": "finance",
                     *       "dueInWorkingDays": 10
                     *     }
                     */
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description 时间 / RFC 3339
                         * @example 2026-11-24T01:02:03.456Z
                         */
                        dueAt?: string;
                        dueInWorkingDays?: number;
                        /**
                         * @description 上报后的时限 / days the next reviewer has
                         * @default 3
                         */
                        furtherWorkingDays?: number;
                        name: string;
                        /** @description 此风险等级及以上的角色 / roles of at least this risk */
                        risk?: 1 | 2 | 3;
                        unit?: string;
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            digest: string | null;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            dueAt: string;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            may: {
                                signOff: boolean;
                            };
                            name: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            openedAt: string;
                            openedBy: string;
                            progress: {
                                /** @description 已上报未复核 / undecided, with a later reviewer */
                                escalated: number;
                                /** @description 纳入复核的授权 / holdings in the population */
                                holdings: number;
                                /** @description 保留 / kept */
                                kept: number;
                                /** @description 逾期未复核 / undecided past its deadline */
                                overdue: number;
                                /** @description 收回 / to be removed */
                                removed: number;
                                /** @description 未复核 / undecided */
                                undecided: number;
                            };
                            risk: (1 | 2 | 3) | null;
                            signedOffAt: string | null;
                            signedOffBy: string | null;
                            /** @enum {unknown} */
                            state: "open" | "signed-off";
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certifications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一项权限复核 / one campaign */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            digest: string | null;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            dueAt: string;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            may: {
                                signOff: boolean;
                            };
                            name: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            openedAt: string;
                            openedBy: string;
                            progress: {
                                /** @description 已上报未复核 / undecided, with a later reviewer */
                                escalated: number;
                                /** @description 纳入复核的授权 / holdings in the population */
                                holdings: number;
                                /** @description 保留 / kept */
                                kept: number;
                                /** @description 逾期未复核 / undecided past its deadline */
                                overdue: number;
                                /** @description 收回 / to be removed */
                                removed: number;
                                /** @description 未复核 / undecided */
                                undecided: number;
                            };
                            risk: (1 | 2 | 3) | null;
                            signedOffAt: string | null;
                            signedOffBy: string | null;
                            /** @enum {unknown} */
                            state: "open" | "signed-off";
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certifications/{id}/holdings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 复核清单 / its holdings; reviewer=me: what waits for me, which starts the clock of my next decision */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    /** @description 仅无主的 / only what is nobody’s */
                    orphans?: boolean;
                    person?: string;
                    reviewer?: "me";
                    role?: string;
                    state?: "undecided" | "kept" | "removed";
                    unit?: string;
                };
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                decision: {
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    at: string;
                                    /** @enum {unknown} */
                                    decision: "keep" | "remove";
                                    /** @description 代理谁复核 / for whom, as their deputy */
                                    onBehalfOf?: string;
                                    reason: string | null;
                                    removal: ("requested" | "ended" | "refused") | null;
                                    request: string | null;
                                    reviewer: string;
                                    /** @description 同一次提交的条数 / decided by the same act */
                                    together: number;
                                    tookMs: number | null;
                                } | null;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                dueAt: string;
                                escalated: boolean;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                grant: string;
                                /** @description 现仍持有 / still held or planned */
                                held: boolean;
                                orphan: ("departed" | "no-reviewer") | null;
                                person: string | null;
                                personName: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                personUnit: string;
                                post: string;
                                request: string | null;
                                /** @description 此刻可复核的人 / who may review it at this moment */
                                reviewers: string[];
                                /** @description 风险等级 / risk level */
                                risk: 1 | 2 | 3;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                role: string;
                                since: string | null;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                                until: string | null;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certifications/{id}/holdings/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 复核意见 / keep or remove holdings; each is judged by itself, a removal opens its request */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "decisions": [
                     *         {
                     *           "grant": "01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11",
                     *           "decision": "remove",
                     *           "reason": "已调离该岗位"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        decisions: {
                            /** @description 顶岗方案 / cover plan */
                            coverPlan?: {
                                /** @description 顶岗人 / who covers it */
                                by: string[];
                                /** @description 顶岗安排 / how */
                                note: string;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                until: string;
                            };
                            /** @enum {unknown} */
                            decision: "keep" | "remove";
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            grant: string;
                            reason?: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            verdicts: {
                                decided: boolean;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                grant: string;
                                holding: {
                                    decision: {
                                        /**
                                         * Format: date-time
                                         * @description 时间 / RFC 3339
                                         * @example 2026-11-24T01:02:03.456Z
                                         */
                                        at: string;
                                        /** @enum {unknown} */
                                        decision: "keep" | "remove";
                                        /** @description 代理谁复核 / for whom, as their deputy */
                                        onBehalfOf?: string;
                                        reason: string | null;
                                        removal: ("requested" | "ended" | "refused") | null;
                                        request: string | null;
                                        reviewer: string;
                                        /** @description 同一次提交的条数 / decided by the same act */
                                        together: number;
                                        tookMs: number | null;
                                    } | null;
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    dueAt: string;
                                    escalated: boolean;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    grant: string;
                                    /** @description 现仍持有 / still held or planned */
                                    held: boolean;
                                    orphan: ("departed" | "no-reviewer") | null;
                                    person: string | null;
                                    personName: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    personUnit: string;
                                    post: string;
                                    request: string | null;
                                    /** @description 此刻可复核的人 / who may review it at this moment */
                                    reviewers: string[];
                                    /** @description 风险等级 / risk level */
                                    risk: 1 | 2 | 3;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    role: string;
                                    since: string | null;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                    until: string | null;
                                } | null;
                                problem: {
                                    code: string;
                                    detail?: string;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    request?: string;
                                    title: string;
                                } | null;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certifications/{id}/holdings/decisions/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 收回预览 / what removals would leave without a second person, one after the other; changes nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "removals": [
                     *         {
                     *           "grant": "01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        removals: {
                            /** @description 顶岗方案 / cover plan */
                            coverPlan?: {
                                /** @description 顶岗人 / who covers it */
                                by: string[];
                                /** @description 顶岗安排 / how */
                                note: string;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                until: string;
                            };
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            grant: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            removals: {
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                grant: string;
                                losses: {
                                    after: {
                                        /** @description 一种可行的分工 / one way to fill as many duties as possible */
                                        assignment: {
                                            /**
                                             * @description 职责 / duty
                                             * @example review
                                             */
                                            duty: string;
                                            name: string;
                                            /**
                                             * Format: uuid
                                             * @description UUIDv7
                                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                             */
                                            person: string;
                                            username: string | null;
                                        }[];
                                        breaks: string[][];
                                        /** @description 缺一不可的人 / without whom fewer duties could be filled; by username, by id without an account */
                                        critical: string[];
                                        /** @description 能否由不同人员办完 / distinct people can fill all duties */
                                        feasible: boolean;
                                        survives: number;
                                        /** @description 无人可办的职责 / duties that stay open */
                                        unfilled: string[];
                                    };
                                    before: {
                                        feasible: boolean;
                                        survives: number;
                                    } | null;
                                    /** @description 将办不了 / can no longer be done */
                                    broken: boolean;
                                    /** @description 新增的缺一不可的人 / people it would come to depend on; by username, by id without an account */
                                    critical: string[];
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    item: string;
                                    /** @description 名称 / name in Chinese and English */
                                    name: {
                                        en: string;
                                        zh: string;
                                    };
                                    /** @description 风险等级 / risk level */
                                    risk: 1 | 2 | 3;
                                    /** @description 将不足两人的职责 / duties left with fewer than two people */
                                    short: {
                                        /**
                                         * @description 职责 / duty
                                         * @example review
                                         */
                                        duty: string;
                                        /** @description 尚余的人 / who is left; by username, by id without an account */
                                        remaining: string[];
                                    }[];
                                    /** @description 新增的无人可办的职责 / duties that would come to stay open */
                                    unfilled: string[];
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                                needsCoverPlan: {
                                    /**
                                     * @description 职责 / duty
                                     * @example review
                                     */
                                    duty: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    item: string;
                                    /** @description 尚余人数 / how many are left */
                                    remaining: number;
                                    /** @description 须有顶岗方案 / a cover plan is needed */
                                    required: boolean;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                                problem: {
                                    code: string;
                                    detail?: string;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    request?: string;
                                    title: string;
                                } | null;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certifications/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 复核报告 / the result; once signed off, the very bytes whose SHA-256 is in the log (Content-Digest) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            certification: {
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                centre: string;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                dueAt: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                name: string;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                openedAt: string;
                                openedBy: string;
                                risk: (1 | 2 | 3) | null;
                                signedOffAt: string | null;
                                signedOffBy: string | null;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            };
                            holdings: {
                                decision: {
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    at: string;
                                    /** @enum {unknown} */
                                    decision: "keep" | "remove";
                                    /** @description 代理谁复核 / for whom, as their deputy */
                                    onBehalfOf?: string;
                                    reason: string | null;
                                    removal: ("requested" | "ended" | "refused") | null;
                                    request: string | null;
                                    reviewer: string;
                                    /** @description 同一次提交的条数 / decided by the same act */
                                    together: number;
                                    tookMs: number | null;
                                } | null;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                dueAt: string;
                                escalated: boolean;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                grant: string;
                                /** @description 现仍持有 / still held or planned */
                                held: boolean;
                                orphan: ("departed" | "no-reviewer") | null;
                                person: string | null;
                                personName: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                personUnit: string;
                                post: string;
                                request: string | null;
                                /** @description 此刻可复核的人 / who may review it at this moment */
                                reviewers: string[];
                                /** @description 风险等级 / risk level */
                                risk: 1 | 2 | 3;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                role: string;
                                since: string | null;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                                until: string | null;
                            }[];
                            reviewers: {
                                /** @description 提交次数 / acts */
                                acts: number;
                                decided: number;
                                /** @description 每条不足 3 秒或未看清单 / under 3 seconds each, or unseen */
                                hasty: number;
                                kept: number;
                                medianSecondsEach: number | null;
                                /** @description 一次最多条数 / most decided by one act */
                                mostTogether: number;
                                removed: number;
                                reviewer: string;
                                /** @description 未看清单即表态 / decided without having been shown the list */
                                unseen: number;
                            }[];
                            totals: {
                                escalated: number;
                                holdings: number;
                                kept: number;
                                orphans: number;
                                removed: number;
                                undecided: number;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certifications/{id}/report.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 复核报告表格 / the result as a workbook */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certifications/{id}/sign-off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 签署复核报告 / sign the result off; another than the one who opened it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            digest: string | null;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            dueAt: string;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            may: {
                                signOff: boolean;
                            };
                            name: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            openedAt: string;
                            openedBy: string;
                            progress: {
                                /** @description 已上报未复核 / undecided, with a later reviewer */
                                escalated: number;
                                /** @description 纳入复核的授权 / holdings in the population */
                                holdings: number;
                                /** @description 保留 / kept */
                                kept: number;
                                /** @description 逾期未复核 / undecided past its deadline */
                                overdue: number;
                                /** @description 收回 / to be removed */
                                removed: number;
                                /** @description 未复核 / undecided */
                                undecided: number;
                            };
                            risk: (1 | 2 | 3) | null;
                            signedOffAt: string | null;
                            signedOffBy: string | null;
                            /** @enum {unknown} */
                            state: "open" | "signed-off";
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 审批链 / approval chains */
        get: {
            parameters: {
                query?: {
                    change?: string;
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    /** @description 只看已停用的，或只看在用的 / only retired ones, or only others */
                    retired?: boolean;
                    /** @description 风险等级 / risk level */
                    risk?: 1 | 2 | 3;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @description 变更类型 / kind of change */
                                change: string;
                                /** @description 已停用，仅供查阅 / retired: what was done by it keeps its name */
                                retired: boolean;
                                /** @description 风险等级 / risk level */
                                risk: 1 | 2 | 3;
                                stages: {
                                    /** @enum {unknown} */
                                    atEnd?: "escalate" | "expire";
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    by: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    escalateTo?: string;
                                    /** @enum {unknown} */
                                    of: "grant-unit" | "centre" | "parent";
                                    quorum?: number;
                                    workingDays: number;
                                }[];
                                unitKind?: string;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conflicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 现有冲突（能做什么） / what people can do against static rules and ceilings, now or planned */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    effect?: "block" | "observe";
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    person?: string;
                    rule?: string;
                    /** @description 严重程度 / severity */
                    severity?: number;
                    /** @description 人员所属机构及其下级 / the unit people belong to, and below */
                    unit?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                conflict: {
                                    /** @enum {unknown} */
                                    effect: "block" | "observe";
                                    /** @description 冲突期间的起点 / since when in conflict */
                                    from?: string | null;
                                    items: string[];
                                    /** @description 名称 / name in Chinese and English */
                                    name: {
                                        en: string;
                                        zh: string;
                                    };
                                    /** @description 用户名，变更涉及多人时 / username, where a change hits many */
                                    person?: string;
                                    /** @description 名称 / name in Chinese and English */
                                    resolution: {
                                        en: string;
                                        zh: string;
                                    };
                                    resolutions?: string[][];
                                    rule: string;
                                    source: string;
                                    /** @description 冲突期间的终点 / until when in conflict */
                                    until?: string | null;
                                    with: {
                                        at?: string | null;
                                        case?: string;
                                        duty?: string;
                                        from?: string | null;
                                        grant?: string;
                                        item?: string;
                                        permissions?: {
                                            action: string;
                                            item?: string;
                                        }[];
                                        person?: string;
                                        role?: string;
                                        round?: number;
                                        unit?: string;
                                        until?: string | null;
                                    }[];
                                };
                                from: string | null;
                                name: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                person: string;
                                /** @description 严重程度，取所涉事项与角色的最高风险等级 / the highest risk of the items and roles that take part */
                                severity: 1 | 2 | 3;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                                until: string | null;
                                username: string | null;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conflicts/past": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 既往冲突（做过什么） / what people did against case and recusal rules as they now stand */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    effect?: "block" | "observe";
                    /**
                     * @description 时间 / RFC 3339
                     * @example 2026-11-24T01:02:03.456Z
                     */
                    from?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    person?: string;
                    rule?: string;
                    /** @description 严重程度 / severity */
                    severity?: number;
                    /**
                     * @description 时间 / RFC 3339
                     * @example 2026-11-24T01:02:03.456Z
                     */
                    to?: string;
                    /** @description 人员所属机构及其下级 / the unit people belong to, and below */
                    unit?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * @description 职责绑定：办理时已绑定，或办理后才绑定 / of bound duties: whether they were bound then, or only later
                                 * @enum {unknown}
                                 */
                                binding?: "broken" | "later";
                                cases: {
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    item: string;
                                    reference: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                                conflict: {
                                    /** @enum {unknown} */
                                    effect: "block" | "observe";
                                    /** @description 冲突期间的起点 / since when in conflict */
                                    from?: string | null;
                                    items: string[];
                                    /** @description 名称 / name in Chinese and English */
                                    name: {
                                        en: string;
                                        zh: string;
                                    };
                                    /** @description 用户名，变更涉及多人时 / username, where a change hits many */
                                    person?: string;
                                    /** @description 名称 / name in Chinese and English */
                                    resolution: {
                                        en: string;
                                        zh: string;
                                    };
                                    resolutions?: string[][];
                                    rule: string;
                                    source: string;
                                    /** @description 冲突期间的终点 / until when in conflict */
                                    until?: string | null;
                                    with: {
                                        at?: string | null;
                                        case?: string;
                                        duty?: string;
                                        from?: string | null;
                                        grant?: string;
                                        item?: string;
                                        permissions?: {
                                            action: string;
                                            item?: string;
                                        }[];
                                        person?: string;
                                        role?: string;
                                        round?: number;
                                        unit?: string;
                                        until?: string | null;
                                    }[];
                                };
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                from: string;
                                name: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                person: string;
                                /** @description 严重程度，取所涉事项与角色的最高风险等级 / the highest risk of the items and roles that take part */
                                severity: 1 | 2 | 3;
                                /** @description 违反规则的环节，按时间 / the steps that break it, and those they do not go with, by time */
                                steps: {
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    at: string;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    case: string;
                                    duty: string;
                                    round: number;
                                }[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                until: string;
                                username: string | null;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conflicts/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 现有冲突汇总 / held conflicts counted by rule, unit, person and severity */
        get: {
            parameters: {
                query?: {
                    effect?: "block" | "observe";
                    person?: string;
                    rule?: string;
                    /** @description 严重程度 / severity */
                    severity?: number;
                    /** @description 人员所属机构及其下级 / the unit people belong to, and below */
                    unit?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            conflicts: number;
                            people: number;
                            /** @description 最严重的若干人 / the gravest, at most 500 */
                            persons: {
                                blocking: number;
                                conflicts: number;
                                /** @description 规则、机构、人员或严重程度 / a rule, unit, person or severity */
                                key: string;
                                name: {
                                    en: string;
                                    zh: string;
                                } | null;
                                observed: number;
                                people: number;
                                /** @description 风险等级 / risk level */
                                severity: 1 | 2 | 3;
                                username?: string | null;
                            }[];
                            rules: {
                                blocking: number;
                                conflicts: number;
                                /** @description 规则、机构、人员或严重程度 / a rule, unit, person or severity */
                                key: string;
                                name: {
                                    en: string;
                                    zh: string;
                                } | null;
                                observed: number;
                                people: number;
                                /** @description 风险等级 / risk level */
                                severity: 1 | 2 | 3;
                                username?: string | null;
                            }[];
                            severities: {
                                blocking: number;
                                conflicts: number;
                                /** @description 规则、机构、人员或严重程度 / a rule, unit, person or severity */
                                key: string;
                                name: {
                                    en: string;
                                    zh: string;
                                } | null;
                                observed: number;
                                people: number;
                                /** @description 风险等级 / risk level */
                                severity: 1 | 2 | 3;
                                username?: string | null;
                            }[];
                            /** @description 按人员所属机构 / by the unit that people belong to */
                            units: {
                                blocking: number;
                                conflicts: number;
                                /** @description 规则、机构、人员或严重程度 / a rule, unit, person or severity */
                                key: string;
                                name: {
                                    en: string;
                                    zh: string;
                                } | null;
                                observed: number;
                                people: number;
                                /** @description 风险等级 / risk level */
                                severity: 1 | 2 | 3;
                                username?: string | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decision-log/types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 记录准许判定的资源类型 / resource types whose permitted decisions are logged */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                since: string;
                                type: string;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decision-log/types/{type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** 开始记录准许判定 / log permitted decisions on such resources */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description 资源类型 / resource type */
                    type: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        /** 停止记录准许判定 / log denials only again */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description 资源类型 / resource type */
                    type: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/departures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 离岗记录 / departures, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    person?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                at: string;
                                by: string | null;
                                client: string;
                                effects: {
                                    /** @description 停用的账号 / accounts disabled */
                                    accounts: string[];
                                    /** @description 转派的审批 / pending decisions and who has them now */
                                    decisionsReassigned: {
                                        escalated: boolean;
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        request: string;
                                        stage: number;
                                        to: string[];
                                    }[];
                                    grantsEnded: {
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        id: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        role: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        unit: string;
                                    }[];
                                    openCases: {
                                        /** @description 可接办的人 / who may go on with it */
                                        candidates: string[];
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        id: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        item: string;
                                        nextDuty: string | null;
                                        reference: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        unit: string;
                                    }[];
                                    /** @description 随之撤回的申请 / their own requests, withdrawn */
                                    requestsWithdrawn: string[];
                                };
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                /**
                                 * @description 离岗类型 / kind of departure
                                 * @enum {unknown}
                                 */
                                kind: "resigned" | "retired" | "transferred" | "dismissed" | "deceased";
                                name: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                person: string;
                                reason: string | null;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                                username: string | null;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/departures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一次离岗 / one departure */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            at: string;
                            by: string | null;
                            client: string;
                            effects: {
                                /** @description 停用的账号 / accounts disabled */
                                accounts: string[];
                                /** @description 转派的审批 / pending decisions and who has them now */
                                decisionsReassigned: {
                                    escalated: boolean;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    request: string;
                                    stage: number;
                                    to: string[];
                                }[];
                                grantsEnded: {
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    role: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                                openCases: {
                                    /** @description 可接办的人 / who may go on with it */
                                    candidates: string[];
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    item: string;
                                    nextDuty: string | null;
                                    reference: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                                /** @description 随之撤回的申请 / their own requests, withdrawn */
                                requestsWithdrawn: string[];
                            };
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            /**
                             * @description 离岗类型 / kind of departure
                             * @enum {unknown}
                             */
                            kind: "resigned" | "retired" | "transferred" | "dismissed" | "deceased";
                            name: string;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            person: string;
                            reason: string | null;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                            username: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deputies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 代理人 / deputies, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    deputy?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    principal?: string;
                    state?: "planned" | "active" | "ended";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * @description 用户名 / username
                                 * @example enterprise-pension-op1
                                 */
                                deputy: string;
                                deputyName: string;
                                endedAt: string | null;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                from: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                namedAt: string;
                                /**
                                 * @description 用户名 / username
                                 * @example enterprise-pension-op1
                                 */
                                namedBy: string;
                                /**
                                 * @description 用户名 / username
                                 * @example enterprise-pension-op1
                                 */
                                principal: string;
                                principalName: string;
                                reason: string;
                                /** @enum {unknown} */
                                state: "planned" | "active" | "ended";
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                until: string;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        /** 指定代理人 / name one’s own deputy, or somebody’s on leave as an administrator */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description 重试不重复 / a retry does nothing twice */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "deputy": "deputy-director",
                     *       "until": "2026-12-04T16:00:00Z",
                     *       "reason": "年休假"
                     *     }
                     */
                    "application/json": {
                        deputy: string;
                        /**
                         * Format: date-time
                         * @description 时间 / RFC 3339
                         * @example 2026-11-24T01:02:03.456Z
                         */
                        from?: string;
                        principal?: string;
                        /**
                         * @description 理由 / reason
                         * @example 新入职，任经办岗
                         */
                        reason: string;
                        /**
                         * Format: date-time
                         * @description 时间 / RFC 3339
                         * @example 2026-11-24T01:02:03.456Z
                         */
                        until: string;
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description 用户名 / username
                             * @example enterprise-pension-op1
                             */
                            deputy: string;
                            deputyName: string;
                            endedAt: string | null;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            from: string;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            namedAt: string;
                            /**
                             * @description 用户名 / username
                             * @example enterprise-pension-op1
                             */
                            namedBy: string;
                            /**
                             * @description 用户名 / username
                             * @example enterprise-pension-op1
                             */
                            principal: string;
                            principalName: string;
                            reason: string;
                            /** @enum {unknown} */
                            state: "planned" | "active" | "ended";
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            until: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deputies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** 终止代理 / end a deputyship */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exceptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 例外 / exceptions to a rule, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    person?: string;
                    rule?: string;
                    state?: "planned" | "active" | "expired" | "ended";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @description 补偿控制措施 / what is done instead */
                                compensatingControl: string;
                                controlOwner: string | null;
                                endedAt: string | null;
                                endedBy: string | null;
                                endReason: string | null;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                items: string[] | null;
                                name: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                person: string;
                                remindedAt: string | null;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                request: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                rule: string;
                                /** @enum {unknown} */
                                state: "planned" | "active" | "expired" | "ended";
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                                username: string | null;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                validFrom: string;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                validUntil: string;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exceptions/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 提前终止例外 / end an exception; what it permitted has to be given up */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "同事已返岗"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description 理由 / reason
                         * @example 新入职，任经办岗
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 补偿控制措施 / what is done instead */
                            compensatingControl: string;
                            controlOwner: string | null;
                            endedAt: string | null;
                            endedBy: string | null;
                            endReason: string | null;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            items: string[] | null;
                            name: string;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            person: string;
                            remindedAt: string | null;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            request: string;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            rule: string;
                            /** @enum {unknown} */
                            state: "planned" | "active" | "expired" | "ended";
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                            username: string | null;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            validFrom: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            validUntil: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 授权 / grants, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    person?: string;
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    request?: string;
                    role?: string;
                    state?: "planned" | "active" | "ended";
                    unit?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                endedBy: string | null;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                person: string;
                                personName: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                personUnit: string;
                                request: string | null;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                role: string;
                                /** @enum {unknown} */
                                state: "planned" | "active" | "suspended" | "ended";
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                                username: string | null;
                                validFrom: string | null;
                                validUntil: string | null;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 业务事项 / items */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    insurance?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    movesFund?: boolean;
                    /** @description 只看已停用的，或只看在用的 / only retired ones, or only others */
                    retired?: boolean;
                    /** @description 风险等级 / risk level */
                    risk?: 1 | 2 | 3;
                    unit?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @description 须由同一人办理的职责 / groups of duties that one person has to do together */
                                bound?: string[][];
                                /** @description 渠道 / channels it is open to */
                                channels: string[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                code: string;
                                /** @description 职责，按办理顺序 / duties in their order */
                                duties: string[];
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                /** @description 险种 / insurance type */
                                insurance: string;
                                /** @description 涉及基金收付 / moves the fund */
                                movesFund: boolean;
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description 已停用，仅供查阅 / retired: what was done by it keeps its name */
                                retired: boolean;
                                /** @description 风险等级 / risk level */
                                risk: 1 | 2 | 3;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{idOrCode}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一个业务事项 / one item */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    idOrCode: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 须由同一人办理的职责 / groups of duties that one person has to do together */
                            bound?: string[][];
                            /** @description 渠道 / channels it is open to */
                            channels: string[];
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            code: string;
                            /** @description 职责，按办理顺序 / duties in their order */
                            duties: string[];
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            /** @description 险种 / insurance type */
                            insurance: string;
                            /** @description 涉及基金收付 / moves the fund */
                            movesFund: boolean;
                            /** @description 名称 / name in Chinese and English */
                            name: {
                                en: string;
                                zh: string;
                            };
                            /** @description 已停用，仅供查阅 / retired: what was done by it keeps its name */
                            retired: boolean;
                            /** @description 风险等级 / risk level */
                            risk: 1 | 2 | 3;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leaves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 请假记录 / leaves, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    person?: string;
                    state?: "planned" | "active" | "ended";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                client: string;
                                effects: {
                                    /** @description 转派的审批 / pending decisions and who has them now */
                                    decisionsReassigned: {
                                        escalated: boolean;
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        request: string;
                                        stage: number;
                                        to: string[];
                                    }[];
                                    openCases: {
                                        /** @description 可接办的人 / who may go on with it */
                                        candidates: string[];
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        id: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        item: string;
                                        nextDuty: string | null;
                                        reference: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        unit: string;
                                    }[];
                                } | null;
                                endedAt: string | null;
                                endedBy: string | null;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                from: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                name: string;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                orderedAt: string;
                                orderedBy: string | null;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                person: string;
                                reason: string;
                                /** @enum {unknown} */
                                state: "planned" | "active" | "ended";
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                until: string;
                                username: string | null;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leaves/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** 提前销假 / somebody returns early, or a leave is taken back before it began */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            client: string;
                            effects: {
                                /** @description 转派的审批 / pending decisions and who has them now */
                                decisionsReassigned: {
                                    escalated: boolean;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    request: string;
                                    stage: number;
                                    to: string[];
                                }[];
                                openCases: {
                                    /** @description 可接办的人 / who may go on with it */
                                    candidates: string[];
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    item: string;
                                    nextDuty: string | null;
                                    reference: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                            } | null;
                            endedAt: string | null;
                            endedBy: string | null;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            from: string;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            name: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            orderedAt: string;
                            orderedBy: string | null;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            person: string;
                            reason: string;
                            /** @enum {unknown} */
                            state: "planned" | "active" | "ended";
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            until: string;
                            username: string | null;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 本人 / the signed-in person */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            centre: {
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                code: string;
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                            };
                            grants: {
                                endedBy: string | null;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                person: string;
                                personName: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                personUnit: string;
                                request: string | null;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                role: string;
                                /** @enum {unknown} */
                                state: "planned" | "active" | "suspended" | "ended";
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                                username: string | null;
                                validFrom: string | null;
                                validUntil: string | null;
                            }[];
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            name: string;
                            permissions: {
                                action: string;
                                items?: string[];
                                resource: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                role: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            }[];
                            /** @description 策略版本 / epoch of the policy and grants */
                            policyEpoch: number;
                            post: string;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                            /**
                             * @description 用户名 / username
                             * @example enterprise-pension-op1
                             */
                            username: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/relations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 本人已申报的回避关系，不含对方身份 / one’s own declared relations, never to whom */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            count: number;
                            data: {
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                declaredAt: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                /**
                                 * @description 与本人的关系，self 为本人 / what they are to the person; self: the person
                                 * @enum {unknown}
                                 */
                                relation: "self" | "spouse" | "parent" | "child" | "sibling" | "grandparent" | "grandchild" | "in-law" | "other";
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        /** 申报回避关系 / declare a relation */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description 重试不重复 / a retry does nothing twice */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "relation": "spouse",
                     *       "identity": "110101199003070000"
                     *     }
                     */
                    "application/json": {
                        /** @description 对方（或本人）的身份号码，与办件的业务对象一致，仅存密钥散列 / as the cases name their subject; kept as a keyed hash only */
                        identity: string;
                        /**
                         * @description 与本人的关系，self 为本人 / what they are to the person; self: the person
                         * @enum {unknown}
                         */
                        relation: "self" | "spouse" | "parent" | "child" | "sibling" | "grandparent" | "grandchild" | "in-law" | "other";
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            declaredAt: string;
                            /** @description 申报前已为其办理的环节数，均已记为存疑 / steps done for them before, each now in doubt */
                            earlierSteps: number;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            /**
                             * @description 与本人的关系，self 为本人 / what they are to the person; self: the person
                             * @enum {unknown}
                             */
                            relation: "self" | "spouse" | "parent" | "child" | "sibling" | "grandparent" | "grandchild" | "in-law" | "other";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/relations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** 撤回回避关系 / withdraw a relation */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/session/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 会话中启用的角色 / roles active in the session */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            active: string[];
                            available: {
                                active: boolean;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                code: string;
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                            }[];
                            /** @description 是否已作选择；未选择时启用互不冲突的全部角色 / without a choice all roles are active that do not conflict */
                            chosen: boolean;
                            policyEpoch: number;
                        };
                    };
                };
            };
        };
        /** 切换会话角色 / act with these roles */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "roles": [
                     *         "teller"
                     *       ]
                     *     }
                     */
                    "application/json": {
                        /** @description 本次会话启用的角色 / roles to act with */
                        roles: string[];
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            active: string[];
                            available: {
                                active: boolean;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                code: string;
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                            }[];
                            /** @description 是否已作选择；未选择时启用互不冲突的全部角色 / without a choice all roles are active that do not conflict */
                            chosen: boolean;
                            policyEpoch: number;
                        };
                    };
                };
            };
        };
        post?: never;
        /** 取消角色选择 / act without a choice again */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            active: string[];
                            available: {
                                active: boolean;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                code: string;
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                            }[];
                            /** @description 是否已作选择；未选择时启用互不冲突的全部角色 / without a choice all roles are active that do not conflict */
                            chosen: boolean;
                            policyEpoch: number;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 人员 / people */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    state?: "active" | "departed";
                    /** @description 姓名或用户名含 / part of name or username */
                    text?: string;
                    unit?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                name: string;
                                /** @description 岗位 / post */
                                post: string;
                                /** @description 现有角色 / roles held at this moment */
                                roles: string[];
                                staffNumber: string;
                                /** @enum {unknown} */
                                state: "active" | "departed";
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                                username: string | null;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        /** 新增人员 / somebody new, with an account and nothing granted */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "username": "card-op9",
                     *       "name": "新同事",
                     *       "staffNumber": "S0099",
                     *       "unit": "card",
                     *       "post": "经办岗"
                     *     }
                     */
                    "application/json": {
                        /** @description 姓名 / name */
                        name: string;
                        /**
                         * @description 岗位 / post
                         * @example 经办岗
                         */
                        post?: string;
                        /** @description 工号，一人一号；缺省为用户名 / one a person; the username when absent */
                        staffNumber?: string;
                        unit: string;
                        /**
                         * @description 用户名 / username
                         * @example enterprise-pension-op1
                         */
                        username: string;
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            name: string;
                            /** @description 岗位 / post */
                            post: string;
                            /** @description 现有角色 / roles held at this moment */
                            roles: string[];
                            staffNumber: string;
                            /** @enum {unknown} */
                            state: "active" | "departed";
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                            username: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{idOrUsername}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一名人员 / one person */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    idOrUsername: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            name: string;
                            /** @description 岗位 / post */
                            post: string;
                            /** @description 现有角色 / roles held at this moment */
                            roles: string[];
                            staffNumber: string;
                            /** @enum {unknown} */
                            state: "active" | "departed";
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                            username: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{idOrUsername}/departure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 离岗 / someone leaves; takes effect at once */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description 重试不重复 / a retry does nothing twice */
                    "idempotency-key"?: string;
                };
                path: {
                    idOrUsername: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "kind": "retired",
                     *       "reason": "到龄退休"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description 离岗类型 / kind of departure
                         * @enum {unknown}
                         */
                        kind: "resigned" | "retired" | "transferred" | "dismissed" | "deceased";
                        /**
                         * @description 理由 / reason
                         * @example 新入职，任经办岗
                         */
                        reason?: string;
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            at: string;
                            by: string | null;
                            client: string;
                            effects: {
                                /** @description 停用的账号 / accounts disabled */
                                accounts: string[];
                                /** @description 转派的审批 / pending decisions and who has them now */
                                decisionsReassigned: {
                                    escalated: boolean;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    request: string;
                                    stage: number;
                                    to: string[];
                                }[];
                                grantsEnded: {
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    role: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                                openCases: {
                                    /** @description 可接办的人 / who may go on with it */
                                    candidates: string[];
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    item: string;
                                    nextDuty: string | null;
                                    reference: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                                /** @description 随之撤回的申请 / their own requests, withdrawn */
                                requestsWithdrawn: string[];
                            };
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            /**
                             * @description 离岗类型 / kind of departure
                             * @enum {unknown}
                             */
                            kind: "resigned" | "retired" | "transferred" | "dismissed" | "deceased";
                            name: string;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            person: string;
                            reason: string | null;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                            username: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{idOrUsername}/departure/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 离岗预览 / what a departure would do; changes nothing */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    idOrUsername: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            effects: {
                                /** @description 停用的账号 / accounts disabled */
                                accounts: string[];
                                /** @description 转派的审批 / pending decisions and who has them now */
                                decisionsReassigned: {
                                    escalated: boolean;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    request: string;
                                    stage: number;
                                    to: string[];
                                }[];
                                grantsEnded: {
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    role: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                                openCases: {
                                    /** @description 可接办的人 / who may go on with it */
                                    candidates: string[];
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    item: string;
                                    nextDuty: string | null;
                                    reference: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                                /** @description 随之撤回的申请 / their own requests, withdrawn */
                                requestsWithdrawn: string[];
                            };
                            /** @description 将受影响的事项 / items it leaves worse off, the broken first */
                            losses: {
                                after: {
                                    /** @description 一种可行的分工 / one way to fill as many duties as possible */
                                    assignment: {
                                        /**
                                         * @description 职责 / duty
                                         * @example review
                                         */
                                        duty: string;
                                        name: string;
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        person: string;
                                        username: string | null;
                                    }[];
                                    breaks: string[][];
                                    /** @description 缺一不可的人 / without whom fewer duties could be filled; by username, by id without an account */
                                    critical: string[];
                                    /** @description 能否由不同人员办完 / distinct people can fill all duties */
                                    feasible: boolean;
                                    survives: number;
                                    /** @description 无人可办的职责 / duties that stay open */
                                    unfilled: string[];
                                };
                                before: {
                                    feasible: boolean;
                                    survives: number;
                                } | null;
                                /** @description 将办不了 / can no longer be done */
                                broken: boolean;
                                /** @description 新增的缺一不可的人 / people it would come to depend on; by username, by id without an account */
                                critical: string[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                item: string;
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description 风险等级 / risk level */
                                risk: 1 | 2 | 3;
                                /** @description 将不足两人的职责 / duties left with fewer than two people */
                                short: {
                                    /**
                                     * @description 职责 / duty
                                     * @example review
                                     */
                                    duty: string;
                                    /** @description 尚余的人 / who is left; by username, by id without an account */
                                    remaining: string[];
                                }[];
                                /** @description 新增的无人可办的职责 / duties that would come to stay open */
                                unfilled: string[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            }[];
                            person: {
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                name: string;
                                post: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                                username: string | null;
                            };
                            /** @description 将缺人的职责 / duties left with at most one person */
                            staffing: {
                                duty: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                item: string;
                                remaining: string[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** 离岗预览 / what a departure would do; changes nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    idOrUsername: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            effects: {
                                /** @description 停用的账号 / accounts disabled */
                                accounts: string[];
                                /** @description 转派的审批 / pending decisions and who has them now */
                                decisionsReassigned: {
                                    escalated: boolean;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    request: string;
                                    stage: number;
                                    to: string[];
                                }[];
                                grantsEnded: {
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    role: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                                openCases: {
                                    /** @description 可接办的人 / who may go on with it */
                                    candidates: string[];
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    item: string;
                                    nextDuty: string | null;
                                    reference: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                                /** @description 随之撤回的申请 / their own requests, withdrawn */
                                requestsWithdrawn: string[];
                            };
                            /** @description 将受影响的事项 / items it leaves worse off, the broken first */
                            losses: {
                                after: {
                                    /** @description 一种可行的分工 / one way to fill as many duties as possible */
                                    assignment: {
                                        /**
                                         * @description 职责 / duty
                                         * @example review
                                         */
                                        duty: string;
                                        name: string;
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        person: string;
                                        username: string | null;
                                    }[];
                                    breaks: string[][];
                                    /** @description 缺一不可的人 / without whom fewer duties could be filled; by username, by id without an account */
                                    critical: string[];
                                    /** @description 能否由不同人员办完 / distinct people can fill all duties */
                                    feasible: boolean;
                                    survives: number;
                                    /** @description 无人可办的职责 / duties that stay open */
                                    unfilled: string[];
                                };
                                before: {
                                    feasible: boolean;
                                    survives: number;
                                } | null;
                                /** @description 将办不了 / can no longer be done */
                                broken: boolean;
                                /** @description 新增的缺一不可的人 / people it would come to depend on; by username, by id without an account */
                                critical: string[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                item: string;
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description 风险等级 / risk level */
                                risk: 1 | 2 | 3;
                                /** @description 将不足两人的职责 / duties left with fewer than two people */
                                short: {
                                    /**
                                     * @description 职责 / duty
                                     * @example review
                                     */
                                    duty: string;
                                    /** @description 尚余的人 / who is left; by username, by id without an account */
                                    remaining: string[];
                                }[];
                                /** @description 新增的无人可办的职责 / duties that would come to stay open */
                                unfilled: string[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            }[];
                            person: {
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                name: string;
                                post: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                                username: string | null;
                            };
                            /** @description 将缺人的职责 / duties left with at most one person */
                            staffing: {
                                duty: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                item: string;
                                remaining: string[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{idOrUsername}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 请假 / somebody is to be away; nothing they hold acts meanwhile */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    idOrUsername: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "until": "2026-12-14T16:00:00Z",
                     *       "reason": "脱产培训"
                     *     }
                     */
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description 时间 / RFC 3339
                         * @example 2026-11-24T01:02:03.456Z
                         */
                        from?: string;
                        /**
                         * @description 理由 / reason
                         * @example 新入职，任经办岗
                         */
                        reason: string;
                        /**
                         * Format: date-time
                         * @description 时间 / RFC 3339
                         * @example 2026-11-24T01:02:03.456Z
                         */
                        until: string;
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            client: string;
                            effects: {
                                /** @description 转派的审批 / pending decisions and who has them now */
                                decisionsReassigned: {
                                    escalated: boolean;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    request: string;
                                    stage: number;
                                    to: string[];
                                }[];
                                openCases: {
                                    /** @description 可接办的人 / who may go on with it */
                                    candidates: string[];
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    item: string;
                                    nextDuty: string | null;
                                    reference: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                            } | null;
                            endedAt: string | null;
                            endedBy: string | null;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            from: string;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            name: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            orderedAt: string;
                            orderedBy: string | null;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            person: string;
                            reason: string;
                            /** @enum {unknown} */
                            state: "planned" | "active" | "ended";
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            until: string;
                            username: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{idOrUsername}/leave/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 请假预览 / what a leave would do and leave unstaffed; changes nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    idOrUsername: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "until": "2026-12-14T16:00:00Z",
                     *       "reason": "脱产培训"
                     *     }
                     */
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description 时间 / RFC 3339
                         * @example 2026-11-24T01:02:03.456Z
                         */
                        from?: string;
                        /**
                         * @description 理由 / reason
                         * @example 新入职，任经办岗
                         */
                        reason: string;
                        /**
                         * Format: date-time
                         * @description 时间 / RFC 3339
                         * @example 2026-11-24T01:02:03.456Z
                         */
                        until: string;
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 期间的代理人 / who acts for them in some of that time */
                            deputies: string[];
                            effects: {
                                /** @description 转派的审批 / pending decisions and who has them now */
                                decisionsReassigned: {
                                    escalated: boolean;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    request: string;
                                    stage: number;
                                    to: string[];
                                }[];
                                openCases: {
                                    /** @description 可接办的人 / who may go on with it */
                                    candidates: string[];
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    item: string;
                                    nextDuty: string | null;
                                    reference: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                            };
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            from: string;
                            /** @description 将受影响的事项 / items it leaves worse off, the broken first */
                            losses: {
                                after: {
                                    /** @description 一种可行的分工 / one way to fill as many duties as possible */
                                    assignment: {
                                        /**
                                         * @description 职责 / duty
                                         * @example review
                                         */
                                        duty: string;
                                        name: string;
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        person: string;
                                        username: string | null;
                                    }[];
                                    breaks: string[][];
                                    /** @description 缺一不可的人 / without whom fewer duties could be filled; by username, by id without an account */
                                    critical: string[];
                                    /** @description 能否由不同人员办完 / distinct people can fill all duties */
                                    feasible: boolean;
                                    survives: number;
                                    /** @description 无人可办的职责 / duties that stay open */
                                    unfilled: string[];
                                };
                                before: {
                                    feasible: boolean;
                                    survives: number;
                                } | null;
                                /** @description 将办不了 / can no longer be done */
                                broken: boolean;
                                /** @description 新增的缺一不可的人 / people it would come to depend on; by username, by id without an account */
                                critical: string[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                item: string;
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description 风险等级 / risk level */
                                risk: 1 | 2 | 3;
                                /** @description 将不足两人的职责 / duties left with fewer than two people */
                                short: {
                                    /**
                                     * @description 职责 / duty
                                     * @example review
                                     */
                                    duty: string;
                                    /** @description 尚余的人 / who is left; by username, by id without an account */
                                    remaining: string[];
                                }[];
                                /** @description 新增的无人可办的职责 / duties that would come to stay open */
                                unfilled: string[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            }[];
                            person: {
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                name: string;
                                post: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                                username: string | null;
                            };
                            /** @description 将缺人的职责 / duties left with at most one person */
                            staffing: {
                                duty: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                item: string;
                                remaining: string[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            }[];
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            until: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{idOrUsername}/rehire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 返聘 / somebody who had left comes back: a new account, nothing granted */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    idOrUsername: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "unit": "card",
                     *       "reason": "退休返聘"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description 岗位 / post
                         * @example 经办岗
                         */
                        post?: string;
                        /**
                         * @description 理由 / reason
                         * @example 新入职，任经办岗
                         */
                        reason: string;
                        unit: string;
                        /**
                         * @description 用户名 / username
                         * @example enterprise-pension-op1
                         */
                        username?: string;
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            name: string;
                            /** @description 岗位 / post */
                            post: string;
                            /** @description 现有角色 / roles held at this moment */
                            roles: string[];
                            staffNumber: string;
                            /** @enum {unknown} */
                            state: "active" | "departed";
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                            username: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{idOrUsername}/suspension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 紧急停权 / suspends somebody at once, to be confirmed within a working day */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    idOrUsername: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "under-investigation",
                     *       "note": "接到举报，先行停权"
                     *     }
                     */
                    "application/json": {
                        /** @description 只停这些授权；缺省为全部 / only these grants; absent: everything */
                        grants?: string[];
                        /**
                         * Format: date-time
                         * @description 时间 / RFC 3339
                         * @example 2026-11-24T01:02:03.456Z
                         */
                        keptUntil?: string;
                        /**
                         * @description 理由 / reason
                         * @example 新入职，任经办岗
                         */
                        note: string;
                        /**
                         * @description 停权事由 / why
                         * @enum {unknown}
                         */
                        reason: "under-investigation" | "credential-compromised" | "outlet-agreement-ended" | "seconded-out";
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            at: string;
                            by: string | null;
                            effects: {
                                /** @description 停止登录的账号 / accounts that cannot sign in meanwhile */
                                accounts: string[];
                                /** @description 转派的审批 / pending decisions and who has them now */
                                decisionsReassigned: {
                                    escalated: boolean;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    request: string;
                                    stage: number;
                                    to: string[];
                                }[];
                                /** @description 停用的授权 / grants suspended */
                                grants: {
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    role: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                                openCases: {
                                    /** @description 可接办的人 / who may go on with it */
                                    candidates: string[];
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    item: string;
                                    nextDuty: string | null;
                                    reference: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                            };
                            endedAt: string | null;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            keptUntil: string | null;
                            name: string;
                            note: string;
                            ofUnit: string | null;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            person: string;
                            /**
                             * @description 停权事由 / why
                             * @enum {unknown}
                             */
                            reason: "under-investigation" | "credential-compromised" | "outlet-agreement-ended" | "seconded-out";
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            request: string;
                            /** @enum {unknown} */
                            scope: "everything" | "grants";
                            /** @enum {unknown} */
                            state: "unconfirmed" | "kept" | "lifting" | "lifted" | "removed" | "departed";
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                            username: string | null;
                            /** @description 仍停用的授权 / grants that are still suspended */
                            withheld: {
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                role: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{idOrUsername}/suspension/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 停权预览 / what a suspension would do; changes nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    idOrUsername: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "under-investigation",
                     *       "note": "接到举报，先行停权"
                     *     }
                     */
                    "application/json": {
                        /** @description 只停这些授权；缺省为全部 / only these grants; absent: everything */
                        grants?: string[];
                        /**
                         * Format: date-time
                         * @description 时间 / RFC 3339
                         * @example 2026-11-24T01:02:03.456Z
                         */
                        keptUntil?: string;
                        /**
                         * @description 理由 / reason
                         * @example 新入职，任经办岗
                         */
                        note: string;
                        /**
                         * @description 停权事由 / why
                         * @enum {unknown}
                         */
                        reason: "under-investigation" | "credential-compromised" | "outlet-agreement-ended" | "seconded-out";
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 将受影响的事项 / items it leaves worse off, the broken first */
                            losses: {
                                after: {
                                    /** @description 一种可行的分工 / one way to fill as many duties as possible */
                                    assignment: {
                                        /**
                                         * @description 职责 / duty
                                         * @example review
                                         */
                                        duty: string;
                                        name: string;
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        person: string;
                                        username: string | null;
                                    }[];
                                    breaks: string[][];
                                    /** @description 缺一不可的人 / without whom fewer duties could be filled; by username, by id without an account */
                                    critical: string[];
                                    /** @description 能否由不同人员办完 / distinct people can fill all duties */
                                    feasible: boolean;
                                    survives: number;
                                    /** @description 无人可办的职责 / duties that stay open */
                                    unfilled: string[];
                                };
                                before: {
                                    feasible: boolean;
                                    survives: number;
                                } | null;
                                /** @description 将办不了 / can no longer be done */
                                broken: boolean;
                                /** @description 新增的缺一不可的人 / people it would come to depend on; by username, by id without an account */
                                critical: string[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                item: string;
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description 风险等级 / risk level */
                                risk: 1 | 2 | 3;
                                /** @description 将不足两人的职责 / duties left with fewer than two people */
                                short: {
                                    /**
                                     * @description 职责 / duty
                                     * @example review
                                     */
                                    duty: string;
                                    /** @description 尚余的人 / who is left; by username, by id without an account */
                                    remaining: string[];
                                }[];
                                /** @description 新增的无人可办的职责 / duties that would come to stay open */
                                unfilled: string[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            }[];
                            suspensions: {
                                /** @description 可确认的人 / who could confirm it */
                                confirmedBy: string[];
                                effects: {
                                    /** @description 停止登录的账号 / accounts that cannot sign in meanwhile */
                                    accounts: string[];
                                    /** @description 转派的审批 / pending decisions and who has them now */
                                    decisionsReassigned: {
                                        escalated: boolean;
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        request: string;
                                        stage: number;
                                        to: string[];
                                    }[];
                                    /** @description 停用的授权 / grants suspended */
                                    grants: {
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        id: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        role: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        unit: string;
                                    }[];
                                    openCases: {
                                        /** @description 可接办的人 / who may go on with it */
                                        candidates: string[];
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        id: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        item: string;
                                        nextDuty: string | null;
                                        reference: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        unit: string;
                                    }[];
                                };
                                name: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                person: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                                username: string | null;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{idOrUsername}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 调岗 / somebody moves: what was given for the old place ends, the new is asked for */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    idOrUsername: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "unit": "card",
                     *       "reason": "轮岗交流"
                     *     }
                     */
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description 时间 / RFC 3339
                         * @example 2026-11-24T01:02:03.456Z
                         */
                        at?: string;
                        /**
                         * @description 岗位 / post
                         * @example 经办岗
                         */
                        post?: string;
                        /**
                         * @description 理由 / reason
                         * @example 新入职，任经办岗
                         */
                        reason: string;
                        unit: string;
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            at: string;
                            by: string | null;
                            client: string;
                            effects: {
                                /** @description 转派的审批 / pending decisions and who has them now */
                                decisionsReassigned: {
                                    escalated: boolean;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    request: string;
                                    stage: number;
                                    to: string[];
                                }[];
                                grantsEnded: {
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    role: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                                /** @description 仍覆盖新机构、予以保留的授权 / grants that cover the new unit as they did the old, and stay */
                                grantsKept: {
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    role: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                                openCases: {
                                    /** @description 可接办的人 / who may go on with it */
                                    candidates: string[];
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    item: string;
                                    nextDuty: string | null;
                                    reference: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                                /** @description 随之撤回的申请 / their own requests, withdrawn */
                                requestsWithdrawn: string[];
                            } | null;
                            from: {
                                post: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            };
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            name: string;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            person: string;
                            reason: string;
                            /** @enum {unknown} */
                            state: "planned" | "done" | "cancelled";
                            suggestedGrants: {
                                /** @description 与保留的授权的冲突 / what it would break together with what stays */
                                conflicts: {
                                    /** @enum {unknown} */
                                    effect: "block" | "observe";
                                    /** @description 冲突期间的起点 / since when in conflict */
                                    from?: string | null;
                                    items: string[];
                                    /** @description 名称 / name in Chinese and English */
                                    name: {
                                        en: string;
                                        zh: string;
                                    };
                                    /** @description 用户名，变更涉及多人时 / username, where a change hits many */
                                    person?: string;
                                    /** @description 名称 / name in Chinese and English */
                                    resolution: {
                                        en: string;
                                        zh: string;
                                    };
                                    resolutions?: string[][];
                                    rule: string;
                                    source: string;
                                    /** @description 冲突期间的终点 / until when in conflict */
                                    until?: string | null;
                                    with: {
                                        at?: string | null;
                                        case?: string;
                                        duty?: string;
                                        from?: string | null;
                                        grant?: string;
                                        item?: string;
                                        permissions?: {
                                            action: string;
                                            item?: string;
                                        }[];
                                        person?: string;
                                        role?: string;
                                        round?: number;
                                        unit?: string;
                                        until?: string | null;
                                    }[];
                                }[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                role: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            }[];
                            to: {
                                post: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            };
                            username: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{idOrUsername}/transfer/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 调岗预览 / what a transfer would do at this moment; changes nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    idOrUsername: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "unit": "card",
                     *       "reason": "轮岗交流"
                     *     }
                     */
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description 时间 / RFC 3339
                         * @example 2026-11-24T01:02:03.456Z
                         */
                        at?: string;
                        /**
                         * @description 岗位 / post
                         * @example 经办岗
                         */
                        post?: string;
                        /**
                         * @description 理由 / reason
                         * @example 新入职，任经办岗
                         */
                        reason: string;
                        unit: string;
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            effects: {
                                /** @description 转派的审批 / pending decisions and who has them now */
                                decisionsReassigned: {
                                    escalated: boolean;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    request: string;
                                    stage: number;
                                    to: string[];
                                }[];
                                grantsEnded: {
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    role: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                                /** @description 仍覆盖新机构、予以保留的授权 / grants that cover the new unit as they did the old, and stay */
                                grantsKept: {
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    role: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                                openCases: {
                                    /** @description 可接办的人 / who may go on with it */
                                    candidates: string[];
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    item: string;
                                    nextDuty: string | null;
                                    reference: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                                /** @description 随之撤回的申请 / their own requests, withdrawn */
                                requestsWithdrawn: string[];
                            };
                            /** @description 将受影响的事项 / items it leaves worse off, the broken first */
                            losses: {
                                after: {
                                    /** @description 一种可行的分工 / one way to fill as many duties as possible */
                                    assignment: {
                                        /**
                                         * @description 职责 / duty
                                         * @example review
                                         */
                                        duty: string;
                                        name: string;
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        person: string;
                                        username: string | null;
                                    }[];
                                    breaks: string[][];
                                    /** @description 缺一不可的人 / without whom fewer duties could be filled; by username, by id without an account */
                                    critical: string[];
                                    /** @description 能否由不同人员办完 / distinct people can fill all duties */
                                    feasible: boolean;
                                    survives: number;
                                    /** @description 无人可办的职责 / duties that stay open */
                                    unfilled: string[];
                                };
                                before: {
                                    feasible: boolean;
                                    survives: number;
                                } | null;
                                /** @description 将办不了 / can no longer be done */
                                broken: boolean;
                                /** @description 新增的缺一不可的人 / people it would come to depend on; by username, by id without an account */
                                critical: string[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                item: string;
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description 风险等级 / risk level */
                                risk: 1 | 2 | 3;
                                /** @description 将不足两人的职责 / duties left with fewer than two people */
                                short: {
                                    /**
                                     * @description 职责 / duty
                                     * @example review
                                     */
                                    duty: string;
                                    /** @description 尚余的人 / who is left; by username, by id without an account */
                                    remaining: string[];
                                }[];
                                /** @description 新增的无人可办的职责 / duties that would come to stay open */
                                unfilled: string[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            }[];
                            person: {
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                name: string;
                                post: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                                username: string | null;
                            };
                            /** @description 将缺人的职责 / duties left with at most one person */
                            staffing: {
                                duty: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                item: string;
                                remaining: string[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            }[];
                            /** @description 新岗位模板中的授权，须另行申请 / what the new post is given, by request only */
                            suggestedGrants: {
                                /** @description 与保留的授权的冲突 / what it would break together with what stays */
                                conflicts: {
                                    /** @enum {unknown} */
                                    effect: "block" | "observe";
                                    /** @description 冲突期间的起点 / since when in conflict */
                                    from?: string | null;
                                    items: string[];
                                    /** @description 名称 / name in Chinese and English */
                                    name: {
                                        en: string;
                                        zh: string;
                                    };
                                    /** @description 用户名，变更涉及多人时 / username, where a change hits many */
                                    person?: string;
                                    /** @description 名称 / name in Chinese and English */
                                    resolution: {
                                        en: string;
                                        zh: string;
                                    };
                                    resolutions?: string[][];
                                    rule: string;
                                    source: string;
                                    /** @description 冲突期间的终点 / until when in conflict */
                                    until?: string | null;
                                    with: {
                                        at?: string | null;
                                        case?: string;
                                        duty?: string;
                                        from?: string | null;
                                        grant?: string;
                                        item?: string;
                                        permissions?: {
                                            action: string;
                                            item?: string;
                                        }[];
                                        person?: string;
                                        role?: string;
                                        round?: number;
                                        unit?: string;
                                        until?: string | null;
                                    }[];
                                }[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                role: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            }[];
                            to: {
                                post: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permission-ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 权限台账 / who holds what at a moment, past or planned, and by which approvals */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description 时间 / RFC 3339
                     * @example 2026-11-24T01:02:03.456Z
                     */
                    at?: string;
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    item?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    person?: string;
                    /** @description 现任岗位 / post of today */
                    post?: string;
                    role?: string;
                    unit?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                begunBy: {
                                    change: string;
                                    decisions: {
                                        /**
                                         * Format: date-time
                                         * @description 时间 / RFC 3339
                                         * @example 2026-11-24T01:02:03.456Z
                                         */
                                        at: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        by: string;
                                        comment: string | null;
                                        /** @enum {unknown} */
                                        decision: "approve" | "reject";
                                        onBehalfOf: string | null;
                                        onBehalfOfName: string | null;
                                        person: string | null;
                                        personName: string;
                                        /** @description 环节，自 1 起 / from 1 */
                                        stage: number;
                                    }[];
                                    reason: string;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    request: string;
                                    requester: string | null;
                                    requesterName: string;
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    submittedAt: string;
                                } | null;
                                endedBy: string | null;
                                endedByRequest: {
                                    change: string;
                                    decisions: {
                                        /**
                                         * Format: date-time
                                         * @description 时间 / RFC 3339
                                         * @example 2026-11-24T01:02:03.456Z
                                         */
                                        at: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        by: string;
                                        comment: string | null;
                                        /** @enum {unknown} */
                                        decision: "approve" | "reject";
                                        onBehalfOf: string | null;
                                        onBehalfOfName: string | null;
                                        person: string | null;
                                        personName: string;
                                        /** @description 环节，自 1 起 / from 1 */
                                        stage: number;
                                    }[];
                                    reason: string;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    request: string;
                                    requester: string | null;
                                    requesterName: string;
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    submittedAt: string;
                                } | null;
                                extendedBy: {
                                    change: string;
                                    decisions: {
                                        /**
                                         * Format: date-time
                                         * @description 时间 / RFC 3339
                                         * @example 2026-11-24T01:02:03.456Z
                                         */
                                        at: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        by: string;
                                        comment: string | null;
                                        /** @enum {unknown} */
                                        decision: "approve" | "reject";
                                        onBehalfOf: string | null;
                                        onBehalfOfName: string | null;
                                        person: string | null;
                                        personName: string;
                                        /** @description 环节，自 1 起 / from 1 */
                                        stage: number;
                                    }[];
                                    reason: string;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    request: string;
                                    requester: string | null;
                                    requesterName: string;
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    submittedAt: string;
                                } | null;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                grant: string;
                                person: {
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    name: string;
                                    /** @description 现任岗位 / the post of today */
                                    post: string;
                                    /** @enum {unknown} */
                                    state: "active" | "departed";
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                    username: string | null;
                                };
                                role: {
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    code: string;
                                    /** @description 名称 / name in Chinese and English */
                                    name: {
                                        en: string;
                                        zh: string;
                                    };
                                    /** @description 风险等级 / risk level */
                                    risk: 1 | 2 | 3;
                                };
                                since: string | null;
                                /** @description 停权中 / suspended */
                                suspended: boolean;
                                /** @description 授权机构，及于其下级 / reaches all units below it */
                                unit: {
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    code: string;
                                    /** @description 名称 / name in Chinese and English */
                                    name: {
                                        en: string;
                                        zh: string;
                                    };
                                };
                                until: string | null;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permission-ledger.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 权限台账文本 / the same as CSV */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description 时间 / RFC 3339
                     * @example 2026-11-24T01:02:03.456Z
                     */
                    at?: string;
                    item?: string;
                    person?: string;
                    /** @description 现任岗位 / post of today */
                    post?: string;
                    role?: string;
                    unit?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permission-ledger.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 权限台账表格 / the same as a workbook */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description 时间 / RFC 3339
                     * @example 2026-11-24T01:02:03.456Z
                     */
                    at?: string;
                    item?: string;
                    person?: string;
                    /** @description 现任岗位 / post of today */
                    post?: string;
                    role?: string;
                    unit?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permission-ledger/difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 台账差异 / what began, ended or changed between two moments */
        get: {
            parameters: {
                query: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    /**
                     * @description 时间 / RFC 3339
                     * @example 2026-11-24T01:02:03.456Z
                     */
                    from: string;
                    item?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    person?: string;
                    /** @description 现任岗位 / post of today */
                    post?: string;
                    role?: string;
                    /**
                     * @description 时间 / RFC 3339
                     * @example 2026-11-24T01:02:03.456Z
                     */
                    to: string;
                    unit?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                grants: {
                                    begunBy: {
                                        change: string;
                                        decisions: {
                                            /**
                                             * Format: date-time
                                             * @description 时间 / RFC 3339
                                             * @example 2026-11-24T01:02:03.456Z
                                             */
                                            at: string;
                                            /**
                                             * @description 代码 / stable code
                                             * @example enterprise-pension
                                             */
                                            by: string;
                                            comment: string | null;
                                            /** @enum {unknown} */
                                            decision: "approve" | "reject";
                                            onBehalfOf: string | null;
                                            onBehalfOfName: string | null;
                                            person: string | null;
                                            personName: string;
                                            /** @description 环节，自 1 起 / from 1 */
                                            stage: number;
                                        }[];
                                        reason: string;
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        request: string;
                                        requester: string | null;
                                        requesterName: string;
                                        /**
                                         * Format: date-time
                                         * @description 时间 / RFC 3339
                                         * @example 2026-11-24T01:02:03.456Z
                                         */
                                        submittedAt: string;
                                    } | null;
                                    endedBy: string | null;
                                    endedByRequest: {
                                        change: string;
                                        decisions: {
                                            /**
                                             * Format: date-time
                                             * @description 时间 / RFC 3339
                                             * @example 2026-11-24T01:02:03.456Z
                                             */
                                            at: string;
                                            /**
                                             * @description 代码 / stable code
                                             * @example enterprise-pension
                                             */
                                            by: string;
                                            comment: string | null;
                                            /** @enum {unknown} */
                                            decision: "approve" | "reject";
                                            onBehalfOf: string | null;
                                            onBehalfOfName: string | null;
                                            person: string | null;
                                            personName: string;
                                            /** @description 环节，自 1 起 / from 1 */
                                            stage: number;
                                        }[];
                                        reason: string;
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        request: string;
                                        requester: string | null;
                                        requesterName: string;
                                        /**
                                         * Format: date-time
                                         * @description 时间 / RFC 3339
                                         * @example 2026-11-24T01:02:03.456Z
                                         */
                                        submittedAt: string;
                                    } | null;
                                    extendedBy: {
                                        change: string;
                                        decisions: {
                                            /**
                                             * Format: date-time
                                             * @description 时间 / RFC 3339
                                             * @example 2026-11-24T01:02:03.456Z
                                             */
                                            at: string;
                                            /**
                                             * @description 代码 / stable code
                                             * @example enterprise-pension
                                             */
                                            by: string;
                                            comment: string | null;
                                            /** @enum {unknown} */
                                            decision: "approve" | "reject";
                                            onBehalfOf: string | null;
                                            onBehalfOfName: string | null;
                                            person: string | null;
                                            personName: string;
                                            /** @description 环节，自 1 起 / from 1 */
                                            stage: number;
                                        }[];
                                        reason: string;
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        request: string;
                                        requester: string | null;
                                        requesterName: string;
                                        /**
                                         * Format: date-time
                                         * @description 时间 / RFC 3339
                                         * @example 2026-11-24T01:02:03.456Z
                                         */
                                        submittedAt: string;
                                    } | null;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    grant: string;
                                    since: string | null;
                                    /** @description 停权中 / suspended */
                                    suspended: boolean;
                                    until: string | null;
                                }[];
                                /** @enum {unknown} */
                                kind: "begun" | "ended" | "changed" | "passing";
                                person: {
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    name: string;
                                    /** @description 现任岗位 / the post of today */
                                    post: string;
                                    /** @enum {unknown} */
                                    state: "active" | "departed";
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                    username: string | null;
                                };
                                role: {
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    code: string;
                                    /** @description 名称 / name in Chinese and English */
                                    name: {
                                        en: string;
                                        zh: string;
                                    };
                                    /** @description 风险等级 / risk level */
                                    risk: 1 | 2 | 3;
                                };
                                /** @description 授权机构，及于其下级 / reaches all units below it */
                                unit: {
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    code: string;
                                    /** @description 名称 / name in Chinese and English */
                                    name: {
                                        en: string;
                                        zh: string;
                                    };
                                };
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/post-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 岗位模板 / what each post is given */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @description 岗位 / post */
                                post: string;
                                roles: {
                                    /** @enum {unknown} */
                                    place: "unit" | "centre";
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    role: string;
                                }[];
                                unit: string | null;
                                /** @description 机构类别 / kind of unit */
                                unitKind: string;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 申请 / requests, newest first; candidate=me is the inbox */
        get: {
            parameters: {
                query?: {
                    beneficiary?: string;
                    /** @description me 或本人用户名：待我审批 / me or own username: what I may decide */
                    candidate?: string;
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    /** @description me 或本人用户名：知会我的 / me or own username: what I was told of */
                    informed?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    requester?: string;
                    state?: "pending" | "approved" | "applied" | "rejected" | "withdrawn" | "expired" | "failed";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @description 附件（仅引用） / references to documents */
                                attachments: {
                                    /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                                    digest: string;
                                    /** @description 存放位置 / where it is kept; it is not fetched */
                                    href?: string;
                                    /** @description 文件名 / name of the document */
                                    name: string;
                                }[];
                                /**
                                 * @description 用户名 / username
                                 * @example enterprise-pension-op1
                                 */
                                beneficiary: string;
                                beneficiaryName: string;
                                bulk: string | null;
                                /**
                                 * @description 所申请的，或对紧急停权的确认 / what is asked for, or the confirmation of a suspension
                                 * @enum {unknown}
                                 */
                                change: "grant" | "revoke" | "extend" | "exception" | "role-content" | "rule" | "template" | "suspension";
                                closedAt: string | null;
                                conflicts: {
                                    /** @enum {unknown} */
                                    effect: "block" | "observe";
                                    /** @description 冲突期间的起点 / since when in conflict */
                                    from?: string | null;
                                    items: string[];
                                    /** @description 名称 / name in Chinese and English */
                                    name: {
                                        en: string;
                                        zh: string;
                                    };
                                    /** @description 用户名，变更涉及多人时 / username, where a change hits many */
                                    person?: string;
                                    /** @description 名称 / name in Chinese and English */
                                    resolution: {
                                        en: string;
                                        zh: string;
                                    };
                                    resolutions?: string[][];
                                    rule: string;
                                    source: string;
                                    /** @description 冲突期间的终点 / until when in conflict */
                                    until?: string | null;
                                    with: {
                                        at?: string | null;
                                        case?: string;
                                        duty?: string;
                                        from?: string | null;
                                        grant?: string;
                                        item?: string;
                                        permissions?: {
                                            action: string;
                                            item?: string;
                                        }[];
                                        person?: string;
                                        role?: string;
                                        round?: number;
                                        unit?: string;
                                        until?: string | null;
                                    }[];
                                }[];
                                failure: string | null;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                /** @description 被知会人：受益人本单位负责人 / who is told of it: the head of the beneficiary’s home unit */
                                informed: string[];
                                may: {
                                    decide: boolean;
                                    withdraw: boolean;
                                };
                                /** @description 代理谁申请 / for whom the requester asked, as their deputy */
                                onBehalfOf?: string;
                                proposal: {
                                    [key: string]: unknown;
                                } | null;
                                reason: string;
                                /**
                                 * @description 用户名 / username
                                 * @example enterprise-pension-op1
                                 */
                                requester: string;
                                /** @description 风险等级 / risk level */
                                risk: 1 | 2 | 3;
                                role: string | null;
                                rule: string | null;
                                stages: {
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    by: string;
                                    /** @description 可审批人 / who may decide it at this moment */
                                    candidates: string[];
                                    decisions: {
                                        /**
                                         * Format: date-time
                                         * @description 时间 / RFC 3339
                                         * @example 2026-11-24T01:02:03.456Z
                                         */
                                        at: string;
                                        /** @description 附件（仅引用） / references to documents */
                                        attachments?: {
                                            /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                                            digest: string;
                                            /** @description 存放位置 / where it is kept; it is not fetched */
                                            href?: string;
                                            /** @description 文件名 / name of the document */
                                            name: string;
                                        }[];
                                        comment?: string;
                                        /** @enum {unknown} */
                                        decision: "approve" | "reject";
                                        /**
                                         * @description 用户名 / username
                                         * @example enterprise-pension-op1
                                         */
                                        onBehalfOf?: string;
                                        /**
                                         * @description 用户名 / username
                                         * @example enterprise-pension-op1
                                         */
                                        person: string;
                                    }[];
                                    dueAt: string | null;
                                    /** @description 已上报 / has gone to the higher post */
                                    escalated: boolean;
                                    /** @enum {unknown} */
                                    of: "grant-unit" | "centre" | "parent";
                                    quorum: number;
                                    remindedAt: string | null;
                                    /** @enum {unknown} */
                                    state: "waiting" | "open" | "approved" | "rejected" | "closed";
                                    /** @description 办理时限（工作日） / working days to decide */
                                    workingDays: number;
                                }[];
                                /** @enum {unknown} */
                                state: "pending" | "approved" | "applied" | "rejected" | "withdrawn" | "expired" | "failed";
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                submittedAt: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                                validFrom: string | null;
                                validUntil: string | null;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        /** 提交申请 / submit a request */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description 重试不重复 / a retry does nothing twice */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description 附件（仅引用） / references to documents */
                        attachments?: {
                            /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                            digest: string;
                            /** @description 存放位置 / where it is kept; it is not fetched */
                            href?: string;
                            /** @description 文件名 / name of the document */
                            name: string;
                        }[];
                        beneficiary?: string;
                        chain?: {
                            /** @enum {unknown} */
                            change: "grant" | "revoke" | "extend" | "exception" | "role-content" | "rule" | "suspension";
                            /** @description 停用，false 为恢复 / no longer used anew; false: put back */
                            retired?: boolean;
                            /** @description 风险等级 / risk level */
                            risk: 1 | 2 | 3;
                            stages?: {
                                /** @enum {unknown} */
                                atEnd?: "escalate" | "expire";
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                by: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                escalateTo?: string;
                                /** @enum {unknown} */
                                of: "grant-unit" | "centre" | "parent";
                                quorum?: number;
                                workingDays: number;
                            }[];
                            unitKind?: string;
                        };
                        /**
                         * @description 授予、收回、延期、例外、角色内容、规则或岗位模板 / what is asked for
                         * @enum {unknown}
                         */
                        change: "grant" | "revoke" | "extend" | "exception" | "role-content" | "rule" | "template";
                        /** @description 补偿控制措施 / what keeps it safe meanwhile */
                        compensatingControl?: string;
                        content?: {
                            inherits?: string[];
                            /** @description 名称 / name in Chinese and English */
                            name?: {
                                en: string;
                                zh: string;
                            };
                            permissions?: {
                                action: string;
                                conditions?: {
                                    [key: string]: unknown;
                                };
                                /** @enum {unknown} */
                                effect?: "allow" | "deny";
                                items?: string[];
                                resource: string;
                            }[];
                            /** @description 停用，false 为恢复 / no longer used anew; false: put back */
                            retired?: boolean;
                            /** @description 风险等级 / risk level */
                            risk?: 1 | 2 | 3;
                        };
                        controlOwner?: string;
                        /** @description 顶岗方案 / cover plan */
                        coverPlan?: {
                            /** @description 顶岗人 / who covers it */
                            by: string[];
                            /** @description 顶岗安排 / how */
                            note: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            until: string;
                        };
                        item?: {
                            /** @description 须由同一人办理的职责 / groups of duties that one person has to do together */
                            bound?: string[][];
                            channels?: string[];
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            code: string;
                            duties?: string[];
                            insurance?: string;
                            movesFund?: boolean;
                            /** @description 名称 / name in Chinese and English */
                            name?: {
                                en: string;
                                zh: string;
                            };
                            /** @description 停用，false 为恢复 / no longer used anew; false: put back */
                            retired?: boolean;
                            /** @description 风险等级 / risk level */
                            risk?: 1 | 2 | 3;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit?: string;
                        };
                        items?: string[];
                        limit?: {
                            /** @description 最长天数 / days */
                            longestDays: number;
                            /** @description 风险等级 / risk level */
                            risk: 1 | 2 | 3;
                        };
                        /**
                         * @description 理由 / reason
                         * @example 新入职，任经办岗
                         */
                        reason: string;
                        role?: string;
                        rule?: string | {
                            allow?: {
                                action: string[];
                                channel?: {
                                    [key: string]: string;
                                };
                            };
                            atMost?: number;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            code: string;
                            definition?: {
                                allow?: {
                                    action: string[];
                                    channel?: {
                                        [key: string]: string;
                                    };
                                };
                                atMost?: number;
                                of?: {
                                    action?: string | string[];
                                    channels?: string[];
                                    exceptItems?: string[];
                                    insurance?: string | string[];
                                    items?: string[];
                                    itemUnits?: string[];
                                    movesFund?: boolean;
                                    /** @description 名称 / name in Chinese and English */
                                    name?: {
                                        en: string;
                                        zh: string;
                                    };
                                    resource?: string | string[];
                                    risk?: (1 | 2 | 3) | (1 | 2 | 3)[];
                                    roles?: string[];
                                }[];
                                unitKinds?: string[];
                                /** @enum {unknown} */
                                within?: "item" | "unit" | "centre" | "case" | "session" | "subject";
                                withinDays?: number | null;
                            };
                            /** @enum {unknown} */
                            effect?: "block" | "observe";
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id?: string;
                            /** @enum {unknown} */
                            kind?: "static" | "session" | "case" | "recusal" | "ceiling";
                            /** @description 名称 / name in Chinese and English */
                            name?: {
                                en: string;
                                zh: string;
                            };
                            of?: {
                                action?: string | string[];
                                channels?: string[];
                                exceptItems?: string[];
                                insurance?: string | string[];
                                items?: string[];
                                itemUnits?: string[];
                                movesFund?: boolean;
                                /** @description 名称 / name in Chinese and English */
                                name?: {
                                    en: string;
                                    zh: string;
                                };
                                resource?: string | string[];
                                risk?: (1 | 2 | 3) | (1 | 2 | 3)[];
                                roles?: string[];
                            }[];
                            /**
                             * @description 停用 / no longer in force
                             * @enum {boolean}
                             */
                            retired?: true;
                            source?: string;
                            unitKinds?: string[];
                            /** @enum {unknown} */
                            within?: "item" | "unit" | "centre" | "case" | "session" | "subject";
                            withinDays?: number | null;
                        };
                        /** @description 岗位模板 / template of a post */
                        template?: {
                            /** @description 岗位 / post */
                            post: string;
                            roles: {
                                /** @enum {unknown} */
                                place: "unit" | "centre";
                                role: string;
                            }[];
                            unit?: string;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unitKind: string;
                        };
                        unit?: string;
                        unitContent?: {
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            code: string;
                            into?: string;
                            kind?: string;
                            /** @description 名称 / name in Chinese and English */
                            name?: {
                                en: string;
                                zh: string;
                            };
                            parent?: string | null;
                            /** @description 停用，false 为恢复 / no longer used anew; false: put back */
                            retired?: boolean;
                        };
                        /**
                         * Format: date-time
                         * @description 时间 / RFC 3339
                         * @example 2026-11-24T01:02:03.456Z
                         */
                        validFrom?: string;
                        /**
                         * Format: date-time
                         * @description 时间 / RFC 3339
                         * @example 2026-11-24T01:02:03.456Z
                         */
                        validUntil?: string;
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 附件（仅引用） / references to documents */
                            attachments: {
                                /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                                digest: string;
                                /** @description 存放位置 / where it is kept; it is not fetched */
                                href?: string;
                                /** @description 文件名 / name of the document */
                                name: string;
                            }[];
                            /**
                             * @description 用户名 / username
                             * @example enterprise-pension-op1
                             */
                            beneficiary: string;
                            beneficiaryName: string;
                            bulk: string | null;
                            /**
                             * @description 所申请的，或对紧急停权的确认 / what is asked for, or the confirmation of a suspension
                             * @enum {unknown}
                             */
                            change: "grant" | "revoke" | "extend" | "exception" | "role-content" | "rule" | "template" | "suspension";
                            closedAt: string | null;
                            conflicts: {
                                /** @enum {unknown} */
                                effect: "block" | "observe";
                                /** @description 冲突期间的起点 / since when in conflict */
                                from?: string | null;
                                items: string[];
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description 用户名，变更涉及多人时 / username, where a change hits many */
                                person?: string;
                                /** @description 名称 / name in Chinese and English */
                                resolution: {
                                    en: string;
                                    zh: string;
                                };
                                resolutions?: string[][];
                                rule: string;
                                source: string;
                                /** @description 冲突期间的终点 / until when in conflict */
                                until?: string | null;
                                with: {
                                    at?: string | null;
                                    case?: string;
                                    duty?: string;
                                    from?: string | null;
                                    grant?: string;
                                    item?: string;
                                    permissions?: {
                                        action: string;
                                        item?: string;
                                    }[];
                                    person?: string;
                                    role?: string;
                                    round?: number;
                                    unit?: string;
                                    until?: string | null;
                                }[];
                            }[];
                            failure: string | null;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            /** @description 被知会人：受益人本单位负责人 / who is told of it: the head of the beneficiary’s home unit */
                            informed: string[];
                            may: {
                                decide: boolean;
                                withdraw: boolean;
                            };
                            /** @description 代理谁申请 / for whom the requester asked, as their deputy */
                            onBehalfOf?: string;
                            proposal: {
                                [key: string]: unknown;
                            } | null;
                            reason: string;
                            /**
                             * @description 用户名 / username
                             * @example enterprise-pension-op1
                             */
                            requester: string;
                            /** @description 风险等级 / risk level */
                            risk: 1 | 2 | 3;
                            role: string | null;
                            rule: string | null;
                            stages: {
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                by: string;
                                /** @description 可审批人 / who may decide it at this moment */
                                candidates: string[];
                                decisions: {
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    at: string;
                                    /** @description 附件（仅引用） / references to documents */
                                    attachments?: {
                                        /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                                        digest: string;
                                        /** @description 存放位置 / where it is kept; it is not fetched */
                                        href?: string;
                                        /** @description 文件名 / name of the document */
                                        name: string;
                                    }[];
                                    comment?: string;
                                    /** @enum {unknown} */
                                    decision: "approve" | "reject";
                                    /**
                                     * @description 用户名 / username
                                     * @example enterprise-pension-op1
                                     */
                                    onBehalfOf?: string;
                                    /**
                                     * @description 用户名 / username
                                     * @example enterprise-pension-op1
                                     */
                                    person: string;
                                }[];
                                dueAt: string | null;
                                /** @description 已上报 / has gone to the higher post */
                                escalated: boolean;
                                /** @enum {unknown} */
                                of: "grant-unit" | "centre" | "parent";
                                quorum: number;
                                remindedAt: string | null;
                                /** @enum {unknown} */
                                state: "waiting" | "open" | "approved" | "rejected" | "closed";
                                /** @description 办理时限（工作日） / working days to decide */
                                workingDays: number;
                            }[];
                            /** @enum {unknown} */
                            state: "pending" | "approved" | "applied" | "rejected" | "withdrawn" | "expired" | "failed";
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            submittedAt: string;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                            validFrom: string | null;
                            validUntil: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一项申请 / one request */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 附件（仅引用） / references to documents */
                            attachments: {
                                /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                                digest: string;
                                /** @description 存放位置 / where it is kept; it is not fetched */
                                href?: string;
                                /** @description 文件名 / name of the document */
                                name: string;
                            }[];
                            /**
                             * @description 用户名 / username
                             * @example enterprise-pension-op1
                             */
                            beneficiary: string;
                            beneficiaryName: string;
                            bulk: string | null;
                            /**
                             * @description 所申请的，或对紧急停权的确认 / what is asked for, or the confirmation of a suspension
                             * @enum {unknown}
                             */
                            change: "grant" | "revoke" | "extend" | "exception" | "role-content" | "rule" | "template" | "suspension";
                            closedAt: string | null;
                            conflicts: {
                                /** @enum {unknown} */
                                effect: "block" | "observe";
                                /** @description 冲突期间的起点 / since when in conflict */
                                from?: string | null;
                                items: string[];
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description 用户名，变更涉及多人时 / username, where a change hits many */
                                person?: string;
                                /** @description 名称 / name in Chinese and English */
                                resolution: {
                                    en: string;
                                    zh: string;
                                };
                                resolutions?: string[][];
                                rule: string;
                                source: string;
                                /** @description 冲突期间的终点 / until when in conflict */
                                until?: string | null;
                                with: {
                                    at?: string | null;
                                    case?: string;
                                    duty?: string;
                                    from?: string | null;
                                    grant?: string;
                                    item?: string;
                                    permissions?: {
                                        action: string;
                                        item?: string;
                                    }[];
                                    person?: string;
                                    role?: string;
                                    round?: number;
                                    unit?: string;
                                    until?: string | null;
                                }[];
                            }[];
                            failure: string | null;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            /** @description 被知会人：受益人本单位负责人 / who is told of it: the head of the beneficiary’s home unit */
                            informed: string[];
                            may: {
                                decide: boolean;
                                withdraw: boolean;
                            };
                            /** @description 代理谁申请 / for whom the requester asked, as their deputy */
                            onBehalfOf?: string;
                            proposal: {
                                [key: string]: unknown;
                            } | null;
                            reason: string;
                            /**
                             * @description 用户名 / username
                             * @example enterprise-pension-op1
                             */
                            requester: string;
                            /** @description 风险等级 / risk level */
                            risk: 1 | 2 | 3;
                            role: string | null;
                            rule: string | null;
                            stages: {
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                by: string;
                                /** @description 可审批人 / who may decide it at this moment */
                                candidates: string[];
                                decisions: {
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    at: string;
                                    /** @description 附件（仅引用） / references to documents */
                                    attachments?: {
                                        /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                                        digest: string;
                                        /** @description 存放位置 / where it is kept; it is not fetched */
                                        href?: string;
                                        /** @description 文件名 / name of the document */
                                        name: string;
                                    }[];
                                    comment?: string;
                                    /** @enum {unknown} */
                                    decision: "approve" | "reject";
                                    /**
                                     * @description 用户名 / username
                                     * @example enterprise-pension-op1
                                     */
                                    onBehalfOf?: string;
                                    /**
                                     * @description 用户名 / username
                                     * @example enterprise-pension-op1
                                     */
                                    person: string;
                                }[];
                                dueAt: string | null;
                                /** @description 已上报 / has gone to the higher post */
                                escalated: boolean;
                                /** @enum {unknown} */
                                of: "grant-unit" | "centre" | "parent";
                                quorum: number;
                                remindedAt: string | null;
                                /** @enum {unknown} */
                                state: "waiting" | "open" | "approved" | "rejected" | "closed";
                                /** @description 办理时限（工作日） / working days to decide */
                                workingDays: number;
                            }[];
                            /** @enum {unknown} */
                            state: "pending" | "approved" | "applied" | "rejected" | "withdrawn" | "expired" | "failed";
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            submittedAt: string;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                            validFrom: string | null;
                            validUntil: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 审批 / approve or reject the open stage */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "decision": "approve",
                     *       "comment": "同意"
                     *     }
                     */
                    "application/json": {
                        /** @description 附件（仅引用） / references to documents */
                        attachments?: {
                            /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                            digest: string;
                            /** @description 存放位置 / where it is kept; it is not fetched */
                            href?: string;
                            /** @description 文件名 / name of the document */
                            name: string;
                        }[];
                        /** @description 意见，驳回必填 / needed to reject */
                        comment?: string;
                        /** @enum {unknown} */
                        decision: "approve" | "reject";
                        onBehalfOf?: string;
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 附件（仅引用） / references to documents */
                            attachments: {
                                /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                                digest: string;
                                /** @description 存放位置 / where it is kept; it is not fetched */
                                href?: string;
                                /** @description 文件名 / name of the document */
                                name: string;
                            }[];
                            /**
                             * @description 用户名 / username
                             * @example enterprise-pension-op1
                             */
                            beneficiary: string;
                            beneficiaryName: string;
                            bulk: string | null;
                            /**
                             * @description 所申请的，或对紧急停权的确认 / what is asked for, or the confirmation of a suspension
                             * @enum {unknown}
                             */
                            change: "grant" | "revoke" | "extend" | "exception" | "role-content" | "rule" | "template" | "suspension";
                            closedAt: string | null;
                            conflicts: {
                                /** @enum {unknown} */
                                effect: "block" | "observe";
                                /** @description 冲突期间的起点 / since when in conflict */
                                from?: string | null;
                                items: string[];
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description 用户名，变更涉及多人时 / username, where a change hits many */
                                person?: string;
                                /** @description 名称 / name in Chinese and English */
                                resolution: {
                                    en: string;
                                    zh: string;
                                };
                                resolutions?: string[][];
                                rule: string;
                                source: string;
                                /** @description 冲突期间的终点 / until when in conflict */
                                until?: string | null;
                                with: {
                                    at?: string | null;
                                    case?: string;
                                    duty?: string;
                                    from?: string | null;
                                    grant?: string;
                                    item?: string;
                                    permissions?: {
                                        action: string;
                                        item?: string;
                                    }[];
                                    person?: string;
                                    role?: string;
                                    round?: number;
                                    unit?: string;
                                    until?: string | null;
                                }[];
                            }[];
                            failure: string | null;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            /** @description 被知会人：受益人本单位负责人 / who is told of it: the head of the beneficiary’s home unit */
                            informed: string[];
                            may: {
                                decide: boolean;
                                withdraw: boolean;
                            };
                            /** @description 代理谁申请 / for whom the requester asked, as their deputy */
                            onBehalfOf?: string;
                            proposal: {
                                [key: string]: unknown;
                            } | null;
                            reason: string;
                            /**
                             * @description 用户名 / username
                             * @example enterprise-pension-op1
                             */
                            requester: string;
                            /** @description 风险等级 / risk level */
                            risk: 1 | 2 | 3;
                            role: string | null;
                            rule: string | null;
                            stages: {
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                by: string;
                                /** @description 可审批人 / who may decide it at this moment */
                                candidates: string[];
                                decisions: {
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    at: string;
                                    /** @description 附件（仅引用） / references to documents */
                                    attachments?: {
                                        /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                                        digest: string;
                                        /** @description 存放位置 / where it is kept; it is not fetched */
                                        href?: string;
                                        /** @description 文件名 / name of the document */
                                        name: string;
                                    }[];
                                    comment?: string;
                                    /** @enum {unknown} */
                                    decision: "approve" | "reject";
                                    /**
                                     * @description 用户名 / username
                                     * @example enterprise-pension-op1
                                     */
                                    onBehalfOf?: string;
                                    /**
                                     * @description 用户名 / username
                                     * @example enterprise-pension-op1
                                     */
                                    person: string;
                                }[];
                                dueAt: string | null;
                                /** @description 已上报 / has gone to the higher post */
                                escalated: boolean;
                                /** @enum {unknown} */
                                of: "grant-unit" | "centre" | "parent";
                                quorum: number;
                                remindedAt: string | null;
                                /** @enum {unknown} */
                                state: "waiting" | "open" | "approved" | "rejected" | "closed";
                                /** @description 办理时限（工作日） / working days to decide */
                                workingDays: number;
                            }[];
                            /** @enum {unknown} */
                            state: "pending" | "approved" | "applied" | "rejected" | "withdrawn" | "expired" | "failed";
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            submittedAt: string;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                            validFrom: string | null;
                            validUntil: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 撤回申请 / take a pending request back */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 附件（仅引用） / references to documents */
                            attachments: {
                                /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                                digest: string;
                                /** @description 存放位置 / where it is kept; it is not fetched */
                                href?: string;
                                /** @description 文件名 / name of the document */
                                name: string;
                            }[];
                            /**
                             * @description 用户名 / username
                             * @example enterprise-pension-op1
                             */
                            beneficiary: string;
                            beneficiaryName: string;
                            bulk: string | null;
                            /**
                             * @description 所申请的，或对紧急停权的确认 / what is asked for, or the confirmation of a suspension
                             * @enum {unknown}
                             */
                            change: "grant" | "revoke" | "extend" | "exception" | "role-content" | "rule" | "template" | "suspension";
                            closedAt: string | null;
                            conflicts: {
                                /** @enum {unknown} */
                                effect: "block" | "observe";
                                /** @description 冲突期间的起点 / since when in conflict */
                                from?: string | null;
                                items: string[];
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description 用户名，变更涉及多人时 / username, where a change hits many */
                                person?: string;
                                /** @description 名称 / name in Chinese and English */
                                resolution: {
                                    en: string;
                                    zh: string;
                                };
                                resolutions?: string[][];
                                rule: string;
                                source: string;
                                /** @description 冲突期间的终点 / until when in conflict */
                                until?: string | null;
                                with: {
                                    at?: string | null;
                                    case?: string;
                                    duty?: string;
                                    from?: string | null;
                                    grant?: string;
                                    item?: string;
                                    permissions?: {
                                        action: string;
                                        item?: string;
                                    }[];
                                    person?: string;
                                    role?: string;
                                    round?: number;
                                    unit?: string;
                                    until?: string | null;
                                }[];
                            }[];
                            failure: string | null;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            /** @description 被知会人：受益人本单位负责人 / who is told of it: the head of the beneficiary’s home unit */
                            informed: string[];
                            may: {
                                decide: boolean;
                                withdraw: boolean;
                            };
                            /** @description 代理谁申请 / for whom the requester asked, as their deputy */
                            onBehalfOf?: string;
                            proposal: {
                                [key: string]: unknown;
                            } | null;
                            reason: string;
                            /**
                             * @description 用户名 / username
                             * @example enterprise-pension-op1
                             */
                            requester: string;
                            /** @description 风险等级 / risk level */
                            risk: 1 | 2 | 3;
                            role: string | null;
                            rule: string | null;
                            stages: {
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                by: string;
                                /** @description 可审批人 / who may decide it at this moment */
                                candidates: string[];
                                decisions: {
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    at: string;
                                    /** @description 附件（仅引用） / references to documents */
                                    attachments?: {
                                        /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                                        digest: string;
                                        /** @description 存放位置 / where it is kept; it is not fetched */
                                        href?: string;
                                        /** @description 文件名 / name of the document */
                                        name: string;
                                    }[];
                                    comment?: string;
                                    /** @enum {unknown} */
                                    decision: "approve" | "reject";
                                    /**
                                     * @description 用户名 / username
                                     * @example enterprise-pension-op1
                                     */
                                    onBehalfOf?: string;
                                    /**
                                     * @description 用户名 / username
                                     * @example enterprise-pension-op1
                                     */
                                    person: string;
                                }[];
                                dueAt: string | null;
                                /** @description 已上报 / has gone to the higher post */
                                escalated: boolean;
                                /** @enum {unknown} */
                                of: "grant-unit" | "centre" | "parent";
                                quorum: number;
                                remindedAt: string | null;
                                /** @enum {unknown} */
                                state: "waiting" | "open" | "approved" | "rejected" | "closed";
                                /** @description 办理时限（工作日） / working days to decide */
                                workingDays: number;
                            }[];
                            /** @enum {unknown} */
                            state: "pending" | "approved" | "applied" | "rejected" | "withdrawn" | "expired" | "failed";
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            submittedAt: string;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                            validFrom: string | null;
                            validUntil: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 批量提交 / submits every line as a request of its own, together */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description 重试不重复 / a retry does nothing twice */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "2026年新入职人员",
                     *       "lines": [
                     *         {
                     *           "beneficiary": "newcomer",
                     *           "post": "经办岗",
                     *           "unit": "enterprise-pension"
                     *         },
                     *         {
                     *           "change": "revoke",
                     *           "beneficiary": "hall-op1",
                     *           "role": "hall-handle",
                     *           "unit": "hall"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        /** @description 附件（仅引用） / references to documents */
                        attachments?: {
                            /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                            digest: string;
                            /** @description 存放位置 / where it is kept; it is not fetched */
                            href?: string;
                            /** @description 文件名 / name of the document */
                            name: string;
                        }[];
                        /** @description 顶岗方案 / cover plan */
                        coverPlan?: {
                            /** @description 顶岗人 / who covers it */
                            by: string[];
                            /** @description 顶岗安排 / how */
                            note: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            until: string;
                        };
                        lines: {
                            beneficiary: string;
                            /** @enum {unknown} */
                            change?: "grant" | "revoke";
                            /** @description 顶岗方案 / cover plan */
                            coverPlan?: {
                                /** @description 顶岗人 / who covers it */
                                by: string[];
                                /** @description 顶岗安排 / how */
                                note: string;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                until: string;
                            };
                            /** @description 岗位 / post, by its template */
                            post?: string;
                            role?: string;
                            unit?: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            validFrom?: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            validUntil?: string;
                        }[];
                        /**
                         * @description 理由 / reason
                         * @example 新入职，任经办岗
                         */
                        reason: string;
                        /**
                         * @description 全部提交或全不提交 / all lines or none; false: those that can be
                         * @default true
                         */
                        whole?: boolean;
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            lines: {
                                line: number;
                                problem: {
                                    code: string;
                                    detail?: string;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    request?: string;
                                    title: string;
                                } | null;
                                request?: {
                                    /** @description 附件（仅引用） / references to documents */
                                    attachments: {
                                        /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                                        digest: string;
                                        /** @description 存放位置 / where it is kept; it is not fetched */
                                        href?: string;
                                        /** @description 文件名 / name of the document */
                                        name: string;
                                    }[];
                                    /**
                                     * @description 用户名 / username
                                     * @example enterprise-pension-op1
                                     */
                                    beneficiary: string;
                                    beneficiaryName: string;
                                    bulk: string | null;
                                    /**
                                     * @description 所申请的，或对紧急停权的确认 / what is asked for, or the confirmation of a suspension
                                     * @enum {unknown}
                                     */
                                    change: "grant" | "revoke" | "extend" | "exception" | "role-content" | "rule" | "template" | "suspension";
                                    closedAt: string | null;
                                    conflicts: {
                                        /** @enum {unknown} */
                                        effect: "block" | "observe";
                                        /** @description 冲突期间的起点 / since when in conflict */
                                        from?: string | null;
                                        items: string[];
                                        /** @description 名称 / name in Chinese and English */
                                        name: {
                                            en: string;
                                            zh: string;
                                        };
                                        /** @description 用户名，变更涉及多人时 / username, where a change hits many */
                                        person?: string;
                                        /** @description 名称 / name in Chinese and English */
                                        resolution: {
                                            en: string;
                                            zh: string;
                                        };
                                        resolutions?: string[][];
                                        rule: string;
                                        source: string;
                                        /** @description 冲突期间的终点 / until when in conflict */
                                        until?: string | null;
                                        with: {
                                            at?: string | null;
                                            case?: string;
                                            duty?: string;
                                            from?: string | null;
                                            grant?: string;
                                            item?: string;
                                            permissions?: {
                                                action: string;
                                                item?: string;
                                            }[];
                                            person?: string;
                                            role?: string;
                                            round?: number;
                                            unit?: string;
                                            until?: string | null;
                                        }[];
                                    }[];
                                    failure: string | null;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /** @description 被知会人：受益人本单位负责人 / who is told of it: the head of the beneficiary’s home unit */
                                    informed: string[];
                                    may: {
                                        decide: boolean;
                                        withdraw: boolean;
                                    };
                                    /** @description 代理谁申请 / for whom the requester asked, as their deputy */
                                    onBehalfOf?: string;
                                    proposal: {
                                        [key: string]: unknown;
                                    } | null;
                                    reason: string;
                                    /**
                                     * @description 用户名 / username
                                     * @example enterprise-pension-op1
                                     */
                                    requester: string;
                                    /** @description 风险等级 / risk level */
                                    risk: 1 | 2 | 3;
                                    role: string | null;
                                    rule: string | null;
                                    stages: {
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        by: string;
                                        /** @description 可审批人 / who may decide it at this moment */
                                        candidates: string[];
                                        decisions: {
                                            /**
                                             * Format: date-time
                                             * @description 时间 / RFC 3339
                                             * @example 2026-11-24T01:02:03.456Z
                                             */
                                            at: string;
                                            /** @description 附件（仅引用） / references to documents */
                                            attachments?: {
                                                /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                                                digest: string;
                                                /** @description 存放位置 / where it is kept; it is not fetched */
                                                href?: string;
                                                /** @description 文件名 / name of the document */
                                                name: string;
                                            }[];
                                            comment?: string;
                                            /** @enum {unknown} */
                                            decision: "approve" | "reject";
                                            /**
                                             * @description 用户名 / username
                                             * @example enterprise-pension-op1
                                             */
                                            onBehalfOf?: string;
                                            /**
                                             * @description 用户名 / username
                                             * @example enterprise-pension-op1
                                             */
                                            person: string;
                                        }[];
                                        dueAt: string | null;
                                        /** @description 已上报 / has gone to the higher post */
                                        escalated: boolean;
                                        /** @enum {unknown} */
                                        of: "grant-unit" | "centre" | "parent";
                                        quorum: number;
                                        remindedAt: string | null;
                                        /** @enum {unknown} */
                                        state: "waiting" | "open" | "approved" | "rejected" | "closed";
                                        /** @description 办理时限（工作日） / working days to decide */
                                        workingDays: number;
                                    }[];
                                    /** @enum {unknown} */
                                    state: "pending" | "approved" | "applied" | "rejected" | "withdrawn" | "expired" | "failed";
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    submittedAt: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                    validFrom: string | null;
                                    validUntil: string | null;
                                };
                            }[];
                            reason: string;
                            /**
                             * @description 用户名 / username
                             * @example enterprise-pension-op1
                             */
                            requester: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            submittedAt: string;
                            whole: boolean;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/bulk/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一次批量申请 / requests that were submitted together, as far as one sees them */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            lines: {
                                line: number;
                                problem: {
                                    code: string;
                                    detail?: string;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    request?: string;
                                    title: string;
                                } | null;
                                request?: {
                                    /** @description 附件（仅引用） / references to documents */
                                    attachments: {
                                        /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                                        digest: string;
                                        /** @description 存放位置 / where it is kept; it is not fetched */
                                        href?: string;
                                        /** @description 文件名 / name of the document */
                                        name: string;
                                    }[];
                                    /**
                                     * @description 用户名 / username
                                     * @example enterprise-pension-op1
                                     */
                                    beneficiary: string;
                                    beneficiaryName: string;
                                    bulk: string | null;
                                    /**
                                     * @description 所申请的，或对紧急停权的确认 / what is asked for, or the confirmation of a suspension
                                     * @enum {unknown}
                                     */
                                    change: "grant" | "revoke" | "extend" | "exception" | "role-content" | "rule" | "template" | "suspension";
                                    closedAt: string | null;
                                    conflicts: {
                                        /** @enum {unknown} */
                                        effect: "block" | "observe";
                                        /** @description 冲突期间的起点 / since when in conflict */
                                        from?: string | null;
                                        items: string[];
                                        /** @description 名称 / name in Chinese and English */
                                        name: {
                                            en: string;
                                            zh: string;
                                        };
                                        /** @description 用户名，变更涉及多人时 / username, where a change hits many */
                                        person?: string;
                                        /** @description 名称 / name in Chinese and English */
                                        resolution: {
                                            en: string;
                                            zh: string;
                                        };
                                        resolutions?: string[][];
                                        rule: string;
                                        source: string;
                                        /** @description 冲突期间的终点 / until when in conflict */
                                        until?: string | null;
                                        with: {
                                            at?: string | null;
                                            case?: string;
                                            duty?: string;
                                            from?: string | null;
                                            grant?: string;
                                            item?: string;
                                            permissions?: {
                                                action: string;
                                                item?: string;
                                            }[];
                                            person?: string;
                                            role?: string;
                                            round?: number;
                                            unit?: string;
                                            until?: string | null;
                                        }[];
                                    }[];
                                    failure: string | null;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /** @description 被知会人：受益人本单位负责人 / who is told of it: the head of the beneficiary’s home unit */
                                    informed: string[];
                                    may: {
                                        decide: boolean;
                                        withdraw: boolean;
                                    };
                                    /** @description 代理谁申请 / for whom the requester asked, as their deputy */
                                    onBehalfOf?: string;
                                    proposal: {
                                        [key: string]: unknown;
                                    } | null;
                                    reason: string;
                                    /**
                                     * @description 用户名 / username
                                     * @example enterprise-pension-op1
                                     */
                                    requester: string;
                                    /** @description 风险等级 / risk level */
                                    risk: 1 | 2 | 3;
                                    role: string | null;
                                    rule: string | null;
                                    stages: {
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        by: string;
                                        /** @description 可审批人 / who may decide it at this moment */
                                        candidates: string[];
                                        decisions: {
                                            /**
                                             * Format: date-time
                                             * @description 时间 / RFC 3339
                                             * @example 2026-11-24T01:02:03.456Z
                                             */
                                            at: string;
                                            /** @description 附件（仅引用） / references to documents */
                                            attachments?: {
                                                /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                                                digest: string;
                                                /** @description 存放位置 / where it is kept; it is not fetched */
                                                href?: string;
                                                /** @description 文件名 / name of the document */
                                                name: string;
                                            }[];
                                            comment?: string;
                                            /** @enum {unknown} */
                                            decision: "approve" | "reject";
                                            /**
                                             * @description 用户名 / username
                                             * @example enterprise-pension-op1
                                             */
                                            onBehalfOf?: string;
                                            /**
                                             * @description 用户名 / username
                                             * @example enterprise-pension-op1
                                             */
                                            person: string;
                                        }[];
                                        dueAt: string | null;
                                        /** @description 已上报 / has gone to the higher post */
                                        escalated: boolean;
                                        /** @enum {unknown} */
                                        of: "grant-unit" | "centre" | "parent";
                                        quorum: number;
                                        remindedAt: string | null;
                                        /** @enum {unknown} */
                                        state: "waiting" | "open" | "approved" | "rejected" | "closed";
                                        /** @description 办理时限（工作日） / working days to decide */
                                        workingDays: number;
                                    }[];
                                    /** @enum {unknown} */
                                    state: "pending" | "approved" | "applied" | "rejected" | "withdrawn" | "expired" | "failed";
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    submittedAt: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                    validFrom: string | null;
                                    validUntil: string | null;
                                };
                            }[];
                            reason: string;
                            /**
                             * @description 用户名 / username
                             * @example enterprise-pension-op1
                             */
                            requester: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            submittedAt: string;
                            whole: boolean;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/bulk/{id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 批量审批 / one act for all its requests, or those named; each is judged by itself */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "decision": "approve",
                     *       "comment": "同意"
                     *     }
                     */
                    "application/json": {
                        /** @description 附件（仅引用） / references to documents */
                        attachments?: {
                            /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                            digest: string;
                            /** @description 存放位置 / where it is kept; it is not fetched */
                            href?: string;
                            /** @description 文件名 / name of the document */
                            name: string;
                        }[];
                        /** @description 意见，驳回必填 / needed to reject */
                        comment?: string;
                        /** @enum {unknown} */
                        decision: "approve" | "reject";
                        requests?: string[];
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            verdicts: {
                                decided: boolean;
                                problem: {
                                    code: string;
                                    detail?: string;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    request?: string;
                                    title: string;
                                } | null;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                request: string;
                                state: string | null;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/bulk/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 读取批量文件 / reads the lines of a CSV file (UTF-8 or GB18030); changes nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example 人员,岗位,机构
                     *     newcomer,经办岗,enterprise-pension
                     */
                    "text/csv": unknown;
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 行号为文件中的行 / by the line of the file */
                            errors: {
                                line: number;
                                message: string;
                            }[];
                            lines: {
                                beneficiary: string;
                                /** @enum {unknown} */
                                change?: "grant" | "revoke";
                                /** @description 顶岗方案 / cover plan */
                                coverPlan?: {
                                    /** @description 顶岗人 / who covers it */
                                    by: string[];
                                    /** @description 顶岗安排 / how */
                                    note: string;
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    until: string;
                                };
                                /** @description 岗位 / post, by its template */
                                post?: string;
                                role?: string;
                                unit?: string;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                validFrom?: string;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                validUntil?: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/bulk/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 批量预览 / what would become of each line; changes nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "2026年新入职人员",
                     *       "lines": [
                     *         {
                     *           "beneficiary": "newcomer",
                     *           "post": "经办岗",
                     *           "unit": "enterprise-pension"
                     *         },
                     *         {
                     *           "change": "revoke",
                     *           "beneficiary": "hall-op1",
                     *           "role": "hall-handle",
                     *           "unit": "hall"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        /** @description 附件（仅引用） / references to documents */
                        attachments?: {
                            /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                            digest: string;
                            /** @description 存放位置 / where it is kept; it is not fetched */
                            href?: string;
                            /** @description 文件名 / name of the document */
                            name: string;
                        }[];
                        /** @description 顶岗方案 / cover plan */
                        coverPlan?: {
                            /** @description 顶岗人 / who covers it */
                            by: string[];
                            /** @description 顶岗安排 / how */
                            note: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            until: string;
                        };
                        lines: {
                            beneficiary: string;
                            /** @enum {unknown} */
                            change?: "grant" | "revoke";
                            /** @description 顶岗方案 / cover plan */
                            coverPlan?: {
                                /** @description 顶岗人 / who covers it */
                                by: string[];
                                /** @description 顶岗安排 / how */
                                note: string;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                until: string;
                            };
                            /** @description 岗位 / post, by its template */
                            post?: string;
                            role?: string;
                            unit?: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            validFrom?: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            validUntil?: string;
                        }[];
                        /**
                         * @description 理由 / reason
                         * @example 新入职，任经办岗
                         */
                        reason: string;
                        /**
                         * @description 全部提交或全不提交 / all lines or none; false: those that can be
                         * @default true
                         */
                        whole?: boolean;
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            lines: {
                                /** @description 行号，自 1 起 / from 1 */
                                line: number;
                                preview?: {
                                    /** @description 新规则先观察、须限期调整的冲突 / the new rule would observe until these are given up */
                                    adjusting: {
                                        /** @enum {unknown} */
                                        effect: "block" | "observe";
                                        /** @description 冲突期间的起点 / since when in conflict */
                                        from?: string | null;
                                        items: string[];
                                        /** @description 名称 / name in Chinese and English */
                                        name: {
                                            en: string;
                                            zh: string;
                                        };
                                        /** @description 用户名，变更涉及多人时 / username, where a change hits many */
                                        person?: string;
                                        /** @description 名称 / name in Chinese and English */
                                        resolution: {
                                            en: string;
                                            zh: string;
                                        };
                                        resolutions?: string[][];
                                        rule: string;
                                        source: string;
                                        /** @description 冲突期间的终点 / until when in conflict */
                                        until?: string | null;
                                        with: {
                                            at?: string | null;
                                            case?: string;
                                            duty?: string;
                                            from?: string | null;
                                            grant?: string;
                                            item?: string;
                                            permissions?: {
                                                action: string;
                                                item?: string;
                                            }[];
                                            person?: string;
                                            role?: string;
                                            round?: number;
                                            unit?: string;
                                            until?: string | null;
                                        }[];
                                    }[];
                                    /** @description 附件（仅引用） / references to documents */
                                    attachments: {
                                        /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                                        digest: string;
                                        /** @description 存放位置 / where it is kept; it is not fetched */
                                        href?: string;
                                        /** @description 文件名 / name of the document */
                                        name: string;
                                    }[];
                                    /**
                                     * @description 用户名 / username
                                     * @example enterprise-pension-op1
                                     */
                                    beneficiary: string;
                                    /**
                                     * @description 授予、收回、延期、例外、角色内容、规则或岗位模板 / what is asked for
                                     * @enum {unknown}
                                     */
                                    change: "grant" | "revoke" | "extend" | "exception" | "role-content" | "rule" | "template";
                                    /** @description 禁止的冲突 / conflicts that block */
                                    conflicts: {
                                        /** @enum {unknown} */
                                        effect: "block" | "observe";
                                        /** @description 冲突期间的起点 / since when in conflict */
                                        from?: string | null;
                                        items: string[];
                                        /** @description 名称 / name in Chinese and English */
                                        name: {
                                            en: string;
                                            zh: string;
                                        };
                                        /** @description 用户名，变更涉及多人时 / username, where a change hits many */
                                        person?: string;
                                        /** @description 名称 / name in Chinese and English */
                                        resolution: {
                                            en: string;
                                            zh: string;
                                        };
                                        resolutions?: string[][];
                                        rule: string;
                                        source: string;
                                        /** @description 冲突期间的终点 / until when in conflict */
                                        until?: string | null;
                                        with: {
                                            at?: string | null;
                                            case?: string;
                                            duty?: string;
                                            from?: string | null;
                                            grant?: string;
                                            item?: string;
                                            permissions?: {
                                                action: string;
                                                item?: string;
                                            }[];
                                            person?: string;
                                            role?: string;
                                            round?: number;
                                            unit?: string;
                                            until?: string | null;
                                        }[];
                                    }[];
                                    /** @description 被知会人：受益人本单位负责人 / who is told of it: the head of the beneficiary’s home unit */
                                    informed: string[];
                                    /** @description 停用后的遗留 / what a retirement would leave behind */
                                    left?: {
                                        /** @description 数量 / how many */
                                        count: number;
                                        /**
                                         * @description 遗留种类 / of what kind
                                         * @enum {unknown}
                                         */
                                        kind: "person" | "grant" | "suspended-grant" | "unit" | "item" | "case" | "request" | "transfer" | "deputy" | "template" | "role" | "rule" | "chain";
                                        /** @description 须先处理，否则不能停用 / as long as it is there, nothing retires */
                                        refuses: boolean;
                                        /** @description 其中若干：代码、用户名或编号 / some of them: codes, usernames or ids */
                                        some: string[];
                                    }[];
                                    /** @description 收回后将受影响的事项 / items that a revocation leaves worse off */
                                    losses?: {
                                        after: {
                                            /** @description 一种可行的分工 / one way to fill as many duties as possible */
                                            assignment: {
                                                /**
                                                 * @description 职责 / duty
                                                 * @example review
                                                 */
                                                duty: string;
                                                name: string;
                                                /**
                                                 * Format: uuid
                                                 * @description UUIDv7
                                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                                 */
                                                person: string;
                                                username: string | null;
                                            }[];
                                            breaks: string[][];
                                            /** @description 缺一不可的人 / without whom fewer duties could be filled; by username, by id without an account */
                                            critical: string[];
                                            /** @description 能否由不同人员办完 / distinct people can fill all duties */
                                            feasible: boolean;
                                            survives: number;
                                            /** @description 无人可办的职责 / duties that stay open */
                                            unfilled: string[];
                                        };
                                        before: {
                                            feasible: boolean;
                                            survives: number;
                                        } | null;
                                        /** @description 将办不了 / can no longer be done */
                                        broken: boolean;
                                        /** @description 新增的缺一不可的人 / people it would come to depend on; by username, by id without an account */
                                        critical: string[];
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        item: string;
                                        /** @description 名称 / name in Chinese and English */
                                        name: {
                                            en: string;
                                            zh: string;
                                        };
                                        /** @description 风险等级 / risk level */
                                        risk: 1 | 2 | 3;
                                        /** @description 将不足两人的职责 / duties left with fewer than two people */
                                        short: {
                                            /**
                                             * @description 职责 / duty
                                             * @example review
                                             */
                                            duty: string;
                                            /** @description 尚余的人 / who is left; by username, by id without an account */
                                            remaining: string[];
                                        }[];
                                        /** @description 新增的无人可办的职责 / duties that would come to stay open */
                                        unfilled: string[];
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        unit: string;
                                    }[];
                                    /** @description 收回后不足两人的职责 / duties that a revocation leaves without a second person */
                                    needsCoverPlan?: {
                                        /**
                                         * @description 职责 / duty
                                         * @example review
                                         */
                                        duty: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        item: string;
                                        /** @description 尚余人数 / how many are left */
                                        remaining: number;
                                        /** @description 须有顶岗方案 / a cover plan is needed */
                                        required: boolean;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        unit: string;
                                    }[];
                                    /** @description 仅提示的冲突 / conflicts that are only recorded */
                                    observed: {
                                        /** @enum {unknown} */
                                        effect: "block" | "observe";
                                        /** @description 冲突期间的起点 / since when in conflict */
                                        from?: string | null;
                                        items: string[];
                                        /** @description 名称 / name in Chinese and English */
                                        name: {
                                            en: string;
                                            zh: string;
                                        };
                                        /** @description 用户名，变更涉及多人时 / username, where a change hits many */
                                        person?: string;
                                        /** @description 名称 / name in Chinese and English */
                                        resolution: {
                                            en: string;
                                            zh: string;
                                        };
                                        resolutions?: string[][];
                                        rule: string;
                                        source: string;
                                        /** @description 冲突期间的终点 / until when in conflict */
                                        until?: string | null;
                                        with: {
                                            at?: string | null;
                                            case?: string;
                                            duty?: string;
                                            from?: string | null;
                                            grant?: string;
                                            item?: string;
                                            permissions?: {
                                                action: string;
                                                item?: string;
                                            }[];
                                            person?: string;
                                            role?: string;
                                            round?: number;
                                            unit?: string;
                                            until?: string | null;
                                        }[];
                                    }[];
                                    problem: {
                                        code: string;
                                        detail?: string;
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        request?: string;
                                        title: string;
                                    } | null;
                                    proposal: {
                                        [key: string]: unknown;
                                    } | null;
                                    /** @description 不复存在的冲突 / conflicts that would be gone */
                                    resolved: {
                                        /** @enum {unknown} */
                                        effect: "block" | "observe";
                                        /** @description 冲突期间的起点 / since when in conflict */
                                        from?: string | null;
                                        items: string[];
                                        /** @description 名称 / name in Chinese and English */
                                        name: {
                                            en: string;
                                            zh: string;
                                        };
                                        /** @description 用户名，变更涉及多人时 / username, where a change hits many */
                                        person?: string;
                                        /** @description 名称 / name in Chinese and English */
                                        resolution: {
                                            en: string;
                                            zh: string;
                                        };
                                        resolutions?: string[][];
                                        rule: string;
                                        source: string;
                                        /** @description 冲突期间的终点 / until when in conflict */
                                        until?: string | null;
                                        with: {
                                            at?: string | null;
                                            case?: string;
                                            duty?: string;
                                            from?: string | null;
                                            grant?: string;
                                            item?: string;
                                            permissions?: {
                                                action: string;
                                                item?: string;
                                            }[];
                                            person?: string;
                                            role?: string;
                                            round?: number;
                                            unit?: string;
                                            until?: string | null;
                                        }[];
                                    }[];
                                    /** @description 风险等级 / risk level */
                                    risk: 1 | 2 | 3;
                                    role: string | null;
                                    rule: string | null;
                                    stages: {
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        by: string;
                                        /** @description 可审批人 / who may decide it at this moment */
                                        candidates: string[];
                                        decisions: {
                                            /**
                                             * Format: date-time
                                             * @description 时间 / RFC 3339
                                             * @example 2026-11-24T01:02:03.456Z
                                             */
                                            at: string;
                                            /** @description 附件（仅引用） / references to documents */
                                            attachments?: {
                                                /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                                                digest: string;
                                                /** @description 存放位置 / where it is kept; it is not fetched */
                                                href?: string;
                                                /** @description 文件名 / name of the document */
                                                name: string;
                                            }[];
                                            comment?: string;
                                            /** @enum {unknown} */
                                            decision: "approve" | "reject";
                                            /**
                                             * @description 用户名 / username
                                             * @example enterprise-pension-op1
                                             */
                                            onBehalfOf?: string;
                                            /**
                                             * @description 用户名 / username
                                             * @example enterprise-pension-op1
                                             */
                                            person: string;
                                        }[];
                                        dueAt: string | null;
                                        /** @description 已上报 / has gone to the higher post */
                                        escalated: boolean;
                                        /** @enum {unknown} */
                                        of: "grant-unit" | "centre" | "parent";
                                        quorum: number;
                                        remindedAt: string | null;
                                        /** @enum {unknown} */
                                        state: "waiting" | "open" | "approved" | "rejected" | "closed";
                                        /** @description 办理时限（工作日） / working days to decide */
                                        workingDays: number;
                                    }[];
                                    submittable: boolean;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                    validFrom: string | null;
                                    validUntil: string | null;
                                };
                                problem: {
                                    code: string;
                                    detail?: string;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    request?: string;
                                    title: string;
                                } | null;
                            }[];
                            /** @description 每行均可提交 / every line can be submitted */
                            submittable: boolean;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 预览 / what would become of a request; changes nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description 附件（仅引用） / references to documents */
                        attachments?: {
                            /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                            digest: string;
                            /** @description 存放位置 / where it is kept; it is not fetched */
                            href?: string;
                            /** @description 文件名 / name of the document */
                            name: string;
                        }[];
                        beneficiary?: string;
                        chain?: {
                            /** @enum {unknown} */
                            change: "grant" | "revoke" | "extend" | "exception" | "role-content" | "rule" | "suspension";
                            /** @description 停用，false 为恢复 / no longer used anew; false: put back */
                            retired?: boolean;
                            /** @description 风险等级 / risk level */
                            risk: 1 | 2 | 3;
                            stages?: {
                                /** @enum {unknown} */
                                atEnd?: "escalate" | "expire";
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                by: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                escalateTo?: string;
                                /** @enum {unknown} */
                                of: "grant-unit" | "centre" | "parent";
                                quorum?: number;
                                workingDays: number;
                            }[];
                            unitKind?: string;
                        };
                        /**
                         * @description 授予、收回、延期、例外、角色内容、规则或岗位模板 / what is asked for
                         * @enum {unknown}
                         */
                        change: "grant" | "revoke" | "extend" | "exception" | "role-content" | "rule" | "template";
                        /** @description 补偿控制措施 / what keeps it safe meanwhile */
                        compensatingControl?: string;
                        content?: {
                            inherits?: string[];
                            /** @description 名称 / name in Chinese and English */
                            name?: {
                                en: string;
                                zh: string;
                            };
                            permissions?: {
                                action: string;
                                conditions?: {
                                    [key: string]: unknown;
                                };
                                /** @enum {unknown} */
                                effect?: "allow" | "deny";
                                items?: string[];
                                resource: string;
                            }[];
                            /** @description 停用，false 为恢复 / no longer used anew; false: put back */
                            retired?: boolean;
                            /** @description 风险等级 / risk level */
                            risk?: 1 | 2 | 3;
                        };
                        controlOwner?: string;
                        /** @description 顶岗方案 / cover plan */
                        coverPlan?: {
                            /** @description 顶岗人 / who covers it */
                            by: string[];
                            /** @description 顶岗安排 / how */
                            note: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            until: string;
                        };
                        item?: {
                            /** @description 须由同一人办理的职责 / groups of duties that one person has to do together */
                            bound?: string[][];
                            channels?: string[];
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            code: string;
                            duties?: string[];
                            insurance?: string;
                            movesFund?: boolean;
                            /** @description 名称 / name in Chinese and English */
                            name?: {
                                en: string;
                                zh: string;
                            };
                            /** @description 停用，false 为恢复 / no longer used anew; false: put back */
                            retired?: boolean;
                            /** @description 风险等级 / risk level */
                            risk?: 1 | 2 | 3;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit?: string;
                        };
                        items?: string[];
                        limit?: {
                            /** @description 最长天数 / days */
                            longestDays: number;
                            /** @description 风险等级 / risk level */
                            risk: 1 | 2 | 3;
                        };
                        /**
                         * @description 理由 / reason
                         * @example 新入职，任经办岗
                         */
                        reason: string;
                        role?: string;
                        rule?: string | {
                            allow?: {
                                action: string[];
                                channel?: {
                                    [key: string]: string;
                                };
                            };
                            atMost?: number;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            code: string;
                            definition?: {
                                allow?: {
                                    action: string[];
                                    channel?: {
                                        [key: string]: string;
                                    };
                                };
                                atMost?: number;
                                of?: {
                                    action?: string | string[];
                                    channels?: string[];
                                    exceptItems?: string[];
                                    insurance?: string | string[];
                                    items?: string[];
                                    itemUnits?: string[];
                                    movesFund?: boolean;
                                    /** @description 名称 / name in Chinese and English */
                                    name?: {
                                        en: string;
                                        zh: string;
                                    };
                                    resource?: string | string[];
                                    risk?: (1 | 2 | 3) | (1 | 2 | 3)[];
                                    roles?: string[];
                                }[];
                                unitKinds?: string[];
                                /** @enum {unknown} */
                                within?: "item" | "unit" | "centre" | "case" | "session" | "subject";
                                withinDays?: number | null;
                            };
                            /** @enum {unknown} */
                            effect?: "block" | "observe";
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id?: string;
                            /** @enum {unknown} */
                            kind?: "static" | "session" | "case" | "recusal" | "ceiling";
                            /** @description 名称 / name in Chinese and English */
                            name?: {
                                en: string;
                                zh: string;
                            };
                            of?: {
                                action?: string | string[];
                                channels?: string[];
                                exceptItems?: string[];
                                insurance?: string | string[];
                                items?: string[];
                                itemUnits?: string[];
                                movesFund?: boolean;
                                /** @description 名称 / name in Chinese and English */
                                name?: {
                                    en: string;
                                    zh: string;
                                };
                                resource?: string | string[];
                                risk?: (1 | 2 | 3) | (1 | 2 | 3)[];
                                roles?: string[];
                            }[];
                            /**
                             * @description 停用 / no longer in force
                             * @enum {boolean}
                             */
                            retired?: true;
                            source?: string;
                            unitKinds?: string[];
                            /** @enum {unknown} */
                            within?: "item" | "unit" | "centre" | "case" | "session" | "subject";
                            withinDays?: number | null;
                        };
                        /** @description 岗位模板 / template of a post */
                        template?: {
                            /** @description 岗位 / post */
                            post: string;
                            roles: {
                                /** @enum {unknown} */
                                place: "unit" | "centre";
                                role: string;
                            }[];
                            unit?: string;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unitKind: string;
                        };
                        unit?: string;
                        unitContent?: {
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            code: string;
                            into?: string;
                            kind?: string;
                            /** @description 名称 / name in Chinese and English */
                            name?: {
                                en: string;
                                zh: string;
                            };
                            parent?: string | null;
                            /** @description 停用，false 为恢复 / no longer used anew; false: put back */
                            retired?: boolean;
                        };
                        /**
                         * Format: date-time
                         * @description 时间 / RFC 3339
                         * @example 2026-11-24T01:02:03.456Z
                         */
                        validFrom?: string;
                        /**
                         * Format: date-time
                         * @description 时间 / RFC 3339
                         * @example 2026-11-24T01:02:03.456Z
                         */
                        validUntil?: string;
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 新规则先观察、须限期调整的冲突 / the new rule would observe until these are given up */
                            adjusting: {
                                /** @enum {unknown} */
                                effect: "block" | "observe";
                                /** @description 冲突期间的起点 / since when in conflict */
                                from?: string | null;
                                items: string[];
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description 用户名，变更涉及多人时 / username, where a change hits many */
                                person?: string;
                                /** @description 名称 / name in Chinese and English */
                                resolution: {
                                    en: string;
                                    zh: string;
                                };
                                resolutions?: string[][];
                                rule: string;
                                source: string;
                                /** @description 冲突期间的终点 / until when in conflict */
                                until?: string | null;
                                with: {
                                    at?: string | null;
                                    case?: string;
                                    duty?: string;
                                    from?: string | null;
                                    grant?: string;
                                    item?: string;
                                    permissions?: {
                                        action: string;
                                        item?: string;
                                    }[];
                                    person?: string;
                                    role?: string;
                                    round?: number;
                                    unit?: string;
                                    until?: string | null;
                                }[];
                            }[];
                            /** @description 附件（仅引用） / references to documents */
                            attachments: {
                                /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                                digest: string;
                                /** @description 存放位置 / where it is kept; it is not fetched */
                                href?: string;
                                /** @description 文件名 / name of the document */
                                name: string;
                            }[];
                            /**
                             * @description 用户名 / username
                             * @example enterprise-pension-op1
                             */
                            beneficiary: string;
                            /**
                             * @description 授予、收回、延期、例外、角色内容、规则或岗位模板 / what is asked for
                             * @enum {unknown}
                             */
                            change: "grant" | "revoke" | "extend" | "exception" | "role-content" | "rule" | "template";
                            /** @description 禁止的冲突 / conflicts that block */
                            conflicts: {
                                /** @enum {unknown} */
                                effect: "block" | "observe";
                                /** @description 冲突期间的起点 / since when in conflict */
                                from?: string | null;
                                items: string[];
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description 用户名，变更涉及多人时 / username, where a change hits many */
                                person?: string;
                                /** @description 名称 / name in Chinese and English */
                                resolution: {
                                    en: string;
                                    zh: string;
                                };
                                resolutions?: string[][];
                                rule: string;
                                source: string;
                                /** @description 冲突期间的终点 / until when in conflict */
                                until?: string | null;
                                with: {
                                    at?: string | null;
                                    case?: string;
                                    duty?: string;
                                    from?: string | null;
                                    grant?: string;
                                    item?: string;
                                    permissions?: {
                                        action: string;
                                        item?: string;
                                    }[];
                                    person?: string;
                                    role?: string;
                                    round?: number;
                                    unit?: string;
                                    until?: string | null;
                                }[];
                            }[];
                            /** @description 被知会人：受益人本单位负责人 / who is told of it: the head of the beneficiary’s home unit */
                            informed: string[];
                            /** @description 停用后的遗留 / what a retirement would leave behind */
                            left?: {
                                /** @description 数量 / how many */
                                count: number;
                                /**
                                 * @description 遗留种类 / of what kind
                                 * @enum {unknown}
                                 */
                                kind: "person" | "grant" | "suspended-grant" | "unit" | "item" | "case" | "request" | "transfer" | "deputy" | "template" | "role" | "rule" | "chain";
                                /** @description 须先处理，否则不能停用 / as long as it is there, nothing retires */
                                refuses: boolean;
                                /** @description 其中若干：代码、用户名或编号 / some of them: codes, usernames or ids */
                                some: string[];
                            }[];
                            /** @description 收回后将受影响的事项 / items that a revocation leaves worse off */
                            losses?: {
                                after: {
                                    /** @description 一种可行的分工 / one way to fill as many duties as possible */
                                    assignment: {
                                        /**
                                         * @description 职责 / duty
                                         * @example review
                                         */
                                        duty: string;
                                        name: string;
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        person: string;
                                        username: string | null;
                                    }[];
                                    breaks: string[][];
                                    /** @description 缺一不可的人 / without whom fewer duties could be filled; by username, by id without an account */
                                    critical: string[];
                                    /** @description 能否由不同人员办完 / distinct people can fill all duties */
                                    feasible: boolean;
                                    survives: number;
                                    /** @description 无人可办的职责 / duties that stay open */
                                    unfilled: string[];
                                };
                                before: {
                                    feasible: boolean;
                                    survives: number;
                                } | null;
                                /** @description 将办不了 / can no longer be done */
                                broken: boolean;
                                /** @description 新增的缺一不可的人 / people it would come to depend on; by username, by id without an account */
                                critical: string[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                item: string;
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description 风险等级 / risk level */
                                risk: 1 | 2 | 3;
                                /** @description 将不足两人的职责 / duties left with fewer than two people */
                                short: {
                                    /**
                                     * @description 职责 / duty
                                     * @example review
                                     */
                                    duty: string;
                                    /** @description 尚余的人 / who is left; by username, by id without an account */
                                    remaining: string[];
                                }[];
                                /** @description 新增的无人可办的职责 / duties that would come to stay open */
                                unfilled: string[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            }[];
                            /** @description 收回后不足两人的职责 / duties that a revocation leaves without a second person */
                            needsCoverPlan?: {
                                /**
                                 * @description 职责 / duty
                                 * @example review
                                 */
                                duty: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                item: string;
                                /** @description 尚余人数 / how many are left */
                                remaining: number;
                                /** @description 须有顶岗方案 / a cover plan is needed */
                                required: boolean;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            }[];
                            /** @description 仅提示的冲突 / conflicts that are only recorded */
                            observed: {
                                /** @enum {unknown} */
                                effect: "block" | "observe";
                                /** @description 冲突期间的起点 / since when in conflict */
                                from?: string | null;
                                items: string[];
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description 用户名，变更涉及多人时 / username, where a change hits many */
                                person?: string;
                                /** @description 名称 / name in Chinese and English */
                                resolution: {
                                    en: string;
                                    zh: string;
                                };
                                resolutions?: string[][];
                                rule: string;
                                source: string;
                                /** @description 冲突期间的终点 / until when in conflict */
                                until?: string | null;
                                with: {
                                    at?: string | null;
                                    case?: string;
                                    duty?: string;
                                    from?: string | null;
                                    grant?: string;
                                    item?: string;
                                    permissions?: {
                                        action: string;
                                        item?: string;
                                    }[];
                                    person?: string;
                                    role?: string;
                                    round?: number;
                                    unit?: string;
                                    until?: string | null;
                                }[];
                            }[];
                            problem: {
                                code: string;
                                detail?: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                request?: string;
                                title: string;
                            } | null;
                            proposal: {
                                [key: string]: unknown;
                            } | null;
                            /** @description 不复存在的冲突 / conflicts that would be gone */
                            resolved: {
                                /** @enum {unknown} */
                                effect: "block" | "observe";
                                /** @description 冲突期间的起点 / since when in conflict */
                                from?: string | null;
                                items: string[];
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description 用户名，变更涉及多人时 / username, where a change hits many */
                                person?: string;
                                /** @description 名称 / name in Chinese and English */
                                resolution: {
                                    en: string;
                                    zh: string;
                                };
                                resolutions?: string[][];
                                rule: string;
                                source: string;
                                /** @description 冲突期间的终点 / until when in conflict */
                                until?: string | null;
                                with: {
                                    at?: string | null;
                                    case?: string;
                                    duty?: string;
                                    from?: string | null;
                                    grant?: string;
                                    item?: string;
                                    permissions?: {
                                        action: string;
                                        item?: string;
                                    }[];
                                    person?: string;
                                    role?: string;
                                    round?: number;
                                    unit?: string;
                                    until?: string | null;
                                }[];
                            }[];
                            /** @description 风险等级 / risk level */
                            risk: 1 | 2 | 3;
                            role: string | null;
                            rule: string | null;
                            stages: {
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                by: string;
                                /** @description 可审批人 / who may decide it at this moment */
                                candidates: string[];
                                decisions: {
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    at: string;
                                    /** @description 附件（仅引用） / references to documents */
                                    attachments?: {
                                        /** @description 文件的 SHA-256 摘要，十六进制 / of its bytes, hexadecimal */
                                        digest: string;
                                        /** @description 存放位置 / where it is kept; it is not fetched */
                                        href?: string;
                                        /** @description 文件名 / name of the document */
                                        name: string;
                                    }[];
                                    comment?: string;
                                    /** @enum {unknown} */
                                    decision: "approve" | "reject";
                                    /**
                                     * @description 用户名 / username
                                     * @example enterprise-pension-op1
                                     */
                                    onBehalfOf?: string;
                                    /**
                                     * @description 用户名 / username
                                     * @example enterprise-pension-op1
                                     */
                                    person: string;
                                }[];
                                dueAt: string | null;
                                /** @description 已上报 / has gone to the higher post */
                                escalated: boolean;
                                /** @enum {unknown} */
                                of: "grant-unit" | "centre" | "parent";
                                quorum: number;
                                remindedAt: string | null;
                                /** @enum {unknown} */
                                state: "waiting" | "open" | "approved" | "rejected" | "closed";
                                /** @description 办理时限（工作日） / working days to decide */
                                workingDays: number;
                            }[];
                            submittable: boolean;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                            validFrom: string | null;
                            validUntil: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resources/{type}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一个已登记的资源 / a registered resource */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description 标识 / id */
                    id: string;
                    /** @description 类型 / type */
                    type: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            client: string;
                            id: string;
                            /** @description 属性 / properties */
                            properties: {
                                [key: string]: unknown;
                            };
                            type: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            updatedAt: string;
                        };
                    };
                };
            };
        };
        /** 登记资源 / register or replace a resource */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description 标识 / id */
                    id: string;
                    /** @description 类型 / type */
                    type: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "properties": {
                     *         "owner": "enterprise-pension-op1",
                     *         "status": "draft"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @description 属性 / properties */
                        properties: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            client: string;
                            id: string;
                            /** @description 属性 / properties */
                            properties: {
                                [key: string]: unknown;
                            };
                            type: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            updatedAt: string;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            client: string;
                            id: string;
                            /** @description 属性 / properties */
                            properties: {
                                [key: string]: unknown;
                            };
                            type: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            updatedAt: string;
                        };
                    };
                };
            };
        };
        post?: never;
        /** 注销资源 / remove a registration */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description 标识 / id */
                    id: string;
                    /** @description 类型 / type */
                    type: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 角色 / roles */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    /** @description 只看已停用的，或只看在用的 / only retired ones, or only others */
                    retired?: boolean;
                    /** @description 风险等级 / risk level */
                    risk?: 1 | 2 | 3;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                code: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                /** @description 继承的角色 / roles it inherits */
                                inherits: string[];
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description 本角色自有权限 / its own permissions */
                                permissions: {
                                    /** @description 动作或职责 / action or duty */
                                    action: string;
                                    conditions?: {
                                        [key: string]: unknown;
                                    };
                                    /** @enum {unknown} */
                                    effect?: "allow" | "deny";
                                    items?: string[];
                                    /** @description 资源类型 / resource type */
                                    resource: string;
                                }[];
                                /** @description 已停用，仅供查阅 / retired: what was done by it keeps its name */
                                retired: boolean;
                                /** @description 风险等级 / risk level */
                                risk: 1 | 2 | 3;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{idOrCode}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一个角色 / one role */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    idOrCode: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            code: string;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            /** @description 继承的角色 / roles it inherits */
                            inherits: string[];
                            /** @description 名称 / name in Chinese and English */
                            name: {
                                en: string;
                                zh: string;
                            };
                            /** @description 本角色自有权限 / its own permissions */
                            permissions: {
                                /** @description 动作或职责 / action or duty */
                                action: string;
                                conditions?: {
                                    [key: string]: unknown;
                                };
                                /** @enum {unknown} */
                                effect?: "allow" | "deny";
                                items?: string[];
                                /** @description 资源类型 / resource type */
                                resource: string;
                            }[];
                            /** @description 已停用，仅供查阅 / retired: what was done by it keeps its name */
                            retired: boolean;
                            /** @description 风险等级 / risk level */
                            risk: 1 | 2 | 3;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 不相容规则 / incompatible-duty rules */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    effect?: "block" | "observe";
                    kind?: "static" | "session" | "case" | "recusal" | "ceiling";
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                allow?: {
                                    action: string[];
                                    channel?: {
                                        [key: string]: string;
                                    };
                                };
                                atMost?: number;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                code: string;
                                /** @deprecated */
                                definition: {
                                    [key: string]: unknown;
                                };
                                /** @enum {unknown} */
                                effect: "block" | "observe";
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                /** @enum {unknown} */
                                kind: "static" | "session" | "case" | "recusal" | "ceiling";
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                of?: {
                                    action?: string | string[];
                                    channels?: string[];
                                    exceptItems?: string[];
                                    insurance?: string | string[];
                                    items?: string[];
                                    itemUnits?: string[];
                                    movesFund?: boolean;
                                    /** @description 名称 / name in Chinese and English */
                                    name?: {
                                        en: string;
                                        zh: string;
                                    };
                                    resource?: string | string[];
                                    risk?: (1 | 2 | 3) | (1 | 2 | 3)[];
                                    roles?: string[];
                                }[];
                                source: string;
                                unitKinds?: string[];
                                /** @enum {unknown} */
                                within?: "item" | "unit" | "centre" | "case" | "session" | "subject";
                                withinDays?: number;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/{idOrCode}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一条规则 / one rule */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    idOrCode: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            allow?: {
                                action: string[];
                                channel?: {
                                    [key: string]: string;
                                };
                            };
                            atMost?: number;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            code: string;
                            /** @deprecated */
                            definition: {
                                [key: string]: unknown;
                            };
                            /** @enum {unknown} */
                            effect: "block" | "observe";
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            /** @enum {unknown} */
                            kind: "static" | "session" | "case" | "recusal" | "ceiling";
                            /** @description 名称 / name in Chinese and English */
                            name: {
                                en: string;
                                zh: string;
                            };
                            of?: {
                                action?: string | string[];
                                channels?: string[];
                                exceptItems?: string[];
                                insurance?: string | string[];
                                items?: string[];
                                itemUnits?: string[];
                                movesFund?: boolean;
                                /** @description 名称 / name in Chinese and English */
                                name?: {
                                    en: string;
                                    zh: string;
                                };
                                resource?: string | string[];
                                risk?: (1 | 2 | 3) | (1 | 2 | 3)[];
                                roles?: string[];
                            }[];
                            source: string;
                            unitKinds?: string[];
                            /** @enum {unknown} */
                            within?: "item" | "unit" | "centre" | "case" | "session" | "subject";
                            withinDays?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/self-checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 查询自查 / self-checks, newest month first */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    /**
                     * @description 被查月份（北京时间） / month that is checked, in Shanghai
                     * @example 2026-10
                     */
                    month?: string;
                    /** @description 待完成或已完成 / waiting or answered */
                    state?: "open" | "completed";
                    /**
                     * @description 代码 / stable code
                     * @example enterprise-pension
                     */
                    unit?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                answers: {
                                    content: {
                                        /** @description 说明，不合规时必填 / what is wrong; needed when ok is false */
                                        note?: string;
                                        /** @description 是否合规 / nothing amiss */
                                        ok: boolean;
                                    };
                                    permissions: {
                                        /** @description 说明，不合规时必填 / what is wrong; needed when ok is false */
                                        note?: string;
                                        /** @description 是否合规 / nothing amiss */
                                        ok: boolean;
                                    };
                                    policyBasis: {
                                        /** @description 说明，不合规时必填 / what is wrong; needed when ok is false */
                                        note?: string;
                                        /** @description 是否合规 / nothing amiss */
                                        ok: boolean;
                                    };
                                    procedure: {
                                        /** @description 说明，不合规时必填 / what is wrong; needed when ok is false */
                                        note?: string;
                                        /** @description 是否合规 / nothing amiss */
                                        ok: boolean;
                                    };
                                } | null;
                                completedAt: string | null;
                                completedBy: string | null;
                                /**
                                 * Format: date-time
                                 * @description 逾期起点 / the first instant that is too late
                                 */
                                dueAt: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                /**
                                 * @description 被查月份（北京时间） / month that is checked, in Shanghai
                                 * @example 2026-10
                                 */
                                month: string;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                openedAt: string;
                                /** @description 已逾期未完成 / open past its deadline */
                                overdue: boolean;
                                /**
                                 * @description 待完成或已完成 / waiting or answered
                                 * @enum {unknown}
                                 */
                                state: "open" | "completed";
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                                unitName: {
                                    en: string;
                                    zh: string;
                                } | null;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/self-checks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一份自查及当月数字 / one self-check with the figures of its month */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11",
                         *       "unit": "enterprise-pension",
                         *       "unitName": {
                         *         "zh": "企业养老股",
                         *         "en": "Enterprise pension"
                         *       },
                         *       "month": "2026-10",
                         *       "state": "open",
                         *       "openedAt": "2026-11-01T00:00:03.123Z",
                         *       "dueAt": "2026-11-13T16:00:00.000Z",
                         *       "overdue": false,
                         *       "completedAt": null,
                         *       "completedBy": null,
                         *       "answers": null,
                         *       "figures": {
                         *         "casesOpened": 412,
                         *         "casesCompleted": 398,
                         *         "stepsReturned": 7
                         *       }
                         *     }
                         */
                        "application/json": {
                            answers: {
                                content: {
                                    /** @description 说明，不合规时必填 / what is wrong; needed when ok is false */
                                    note?: string;
                                    /** @description 是否合规 / nothing amiss */
                                    ok: boolean;
                                };
                                permissions: {
                                    /** @description 说明，不合规时必填 / what is wrong; needed when ok is false */
                                    note?: string;
                                    /** @description 是否合规 / nothing amiss */
                                    ok: boolean;
                                };
                                policyBasis: {
                                    /** @description 说明，不合规时必填 / what is wrong; needed when ok is false */
                                    note?: string;
                                    /** @description 是否合规 / nothing amiss */
                                    ok: boolean;
                                };
                                procedure: {
                                    /** @description 说明，不合规时必填 / what is wrong; needed when ok is false */
                                    note?: string;
                                    /** @description 是否合规 / nothing amiss */
                                    ok: boolean;
                                };
                            } | null;
                            completedAt: string | null;
                            completedBy: string | null;
                            /**
                             * Format: date-time
                             * @description 逾期起点 / the first instant that is too late
                             */
                            dueAt: string;
                            /** @description 本股室业务事项的当月数字 / of the items that the section owns */
                            figures: {
                                /** @description 当月办结办件数 / cases completed in the month */
                                casesCompleted: number;
                                /** @description 当月受理办件数 / cases opened in the month */
                                casesOpened: number;
                                /** @description 当月退回次数 / steps by which a case was sent back in the month */
                                stepsReturned: number;
                            };
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            /**
                             * @description 被查月份（北京时间） / month that is checked, in Shanghai
                             * @example 2026-10
                             */
                            month: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            openedAt: string;
                            /** @description 已逾期未完成 / open past its deadline */
                            overdue: boolean;
                            /**
                             * @description 待完成或已完成 / waiting or answered
                             * @enum {unknown}
                             */
                            state: "open" | "completed";
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                            unitName: {
                                en: string;
                                zh: string;
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/self-checks/{id}/completion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 完成自查 / answer a self-check, once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "answers": {
                     *         "procedure": {
                     *           "ok": true
                     *         },
                     *         "content": {
                     *           "ok": false,
                     *           "note": "两件材料缺签名，已补正"
                     *         },
                     *         "policyBasis": {
                     *           "ok": true
                     *         },
                     *         "permissions": {
                     *           "ok": true
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @description 经办程序、业务内容、政策依据、权限与岗位 / procedure, content, policy basis, permissions against posts */
                        answers: {
                            content: {
                                /** @description 说明，不合规时必填 / what is wrong; needed when ok is false */
                                note?: string;
                                /** @description 是否合规 / nothing amiss */
                                ok: boolean;
                            };
                            permissions: {
                                /** @description 说明，不合规时必填 / what is wrong; needed when ok is false */
                                note?: string;
                                /** @description 是否合规 / nothing amiss */
                                ok: boolean;
                            };
                            policyBasis: {
                                /** @description 说明，不合规时必填 / what is wrong; needed when ok is false */
                                note?: string;
                                /** @description 是否合规 / nothing amiss */
                                ok: boolean;
                            };
                            procedure: {
                                /** @description 说明，不合规时必填 / what is wrong; needed when ok is false */
                                note?: string;
                                /** @description 是否合规 / nothing amiss */
                                ok: boolean;
                            };
                        };
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11",
                         *       "unit": "enterprise-pension",
                         *       "unitName": {
                         *         "zh": "企业养老股",
                         *         "en": "Enterprise pension"
                         *       },
                         *       "month": "2026-10",
                         *       "state": "open",
                         *       "openedAt": "2026-11-01T00:00:03.123Z",
                         *       "dueAt": "2026-11-13T16:00:00.000Z",
                         *       "overdue": false,
                         *       "completedAt": null,
                         *       "completedBy": null,
                         *       "answers": null,
                         *       "figures": {
                         *         "casesOpened": 412,
                         *         "casesCompleted": 398,
                         *         "stepsReturned": 7
                         *       }
                         *     }
                         */
                        "application/json": {
                            answers: {
                                content: {
                                    /** @description 说明，不合规时必填 / what is wrong; needed when ok is false */
                                    note?: string;
                                    /** @description 是否合规 / nothing amiss */
                                    ok: boolean;
                                };
                                permissions: {
                                    /** @description 说明，不合规时必填 / what is wrong; needed when ok is false */
                                    note?: string;
                                    /** @description 是否合规 / nothing amiss */
                                    ok: boolean;
                                };
                                policyBasis: {
                                    /** @description 说明，不合规时必填 / what is wrong; needed when ok is false */
                                    note?: string;
                                    /** @description 是否合规 / nothing amiss */
                                    ok: boolean;
                                };
                                procedure: {
                                    /** @description 说明，不合规时必填 / what is wrong; needed when ok is false */
                                    note?: string;
                                    /** @description 是否合规 / nothing amiss */
                                    ok: boolean;
                                };
                            } | null;
                            completedAt: string | null;
                            completedBy: string | null;
                            /**
                             * Format: date-time
                             * @description 逾期起点 / the first instant that is too late
                             */
                            dueAt: string;
                            /** @description 本股室业务事项的当月数字 / of the items that the section owns */
                            figures: {
                                /** @description 当月办结办件数 / cases completed in the month */
                                casesCompleted: number;
                                /** @description 当月受理办件数 / cases opened in the month */
                                casesOpened: number;
                                /** @description 当月退回次数 / steps by which a case was sent back in the month */
                                stepsReturned: number;
                            };
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            /**
                             * @description 被查月份（北京时间） / month that is checked, in Shanghai
                             * @example 2026-10
                             */
                            month: string;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            openedAt: string;
                            /** @description 已逾期未完成 / open past its deadline */
                            overdue: boolean;
                            /**
                             * @description 待完成或已完成 / waiting or answered
                             * @enum {unknown}
                             */
                            state: "open" | "completed";
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                            unitName: {
                                en: string;
                                zh: string;
                            } | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staffing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 岗位配备 / who can fill each item’s duties, whether distinct people can, and without whom not */
        get: {
            parameters: {
                query?: {
                    /** @description 假定缺席的人，逗号分隔 / usernames taken to be absent, separated by commas */
                    away?: string;
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    item?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    /** @description 另有几人缺席 / further absences to try */
                    resiliency?: number;
                    unit?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @description 一种可行的分工 / one way to fill as many duties as possible */
                                assignment: {
                                    /**
                                     * @description 职责 / duty
                                     * @example review
                                     */
                                    duty: string;
                                    name: string;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    person: string;
                                    username: string | null;
                                }[];
                                breaks: string[][];
                                /** @description 缺一不可的人 / without whom fewer duties could be filled; by username, by id without an account */
                                critical: string[];
                                duties: {
                                    /**
                                     * @description 职责 / duty
                                     * @example review
                                     */
                                    duty: string;
                                    holders: {
                                        name: string;
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        person: string;
                                        username: string | null;
                                    }[];
                                }[];
                                /** @description 能否由不同人员办完 / distinct people can fill all duties */
                                feasible: boolean;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                item: string;
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description 风险等级 / risk level */
                                risk: 1 | 2 | 3;
                                /** @description 任意几人缺席仍可办理，至多到所问；-1 为现已办不了 / how many may be away, as far as asked; -1: none fits */
                                survives: number;
                                /** @description 无人可办的职责 / duties that stay open */
                                unfilled: string[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staffing/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 配备预演 / what a departure, leave, removal or new item would leave unstaffed; changes nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "departures": [
                     *         "control-op3"
                     *       ],
                     *       "removals": [
                     *         {
                     *           "person": "control-op1",
                     *           "role": "control-review",
                     *           "unit": "control"
                     *         }
                     *       ],
                     *       "at": "2027-01-04T01:00:00Z"
                     *     }
                     */
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description 时间 / RFC 3339
                         * @example 2026-11-24T01:02:03.456Z
                         */
                        at?: string;
                        /** @description 调整后的事项 / items as they would be */
                        changedItems?: {
                            /** @description 须由同一人办理的职责 / groups of duties that one person has to do together */
                            bound?: string[][];
                            channels: string[];
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            code: string;
                            duties: string[];
                            insurance: string;
                            movesFund: boolean;
                            /** @description 名称 / name in Chinese and English */
                            name: {
                                en: string;
                                zh: string;
                            };
                            /** @description 风险等级 / risk level */
                            risk: 1 | 2 | 3;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                        }[];
                        /** @description 离岗 / who leaves */
                        departures?: string[];
                        /** @description 同上，按授权 / the same by the grants’ ids */
                        grants?: string[];
                        /** @description 请假 / who is away */
                        leaves?: string[];
                        /** @description 新开事项 / items to begin */
                        newItems?: {
                            /** @description 须由同一人办理的职责 / groups of duties that one person has to do together */
                            bound?: string[][];
                            channels: string[];
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            code: string;
                            duties: string[];
                            insurance: string;
                            movesFund: boolean;
                            /** @description 名称 / name in Chinese and English */
                            name: {
                                en: string;
                                zh: string;
                            };
                            /** @description 风险等级 / risk level */
                            risk: 1 | 2 | 3;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                        }[];
                        /** @description 新开或调整的事项由哪些角色办理 / roles that would be given a duty of the new or changed items */
                        performers?: {
                            /**
                             * @description 职责 / duty
                             * @example review
                             */
                            duty: string;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            item: string;
                            role: string;
                        }[];
                        /** @description 新开或调整的事项还在哪些机构办理 / where else the new or changed items are to be done */
                        places?: {
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            item: string;
                            unit: string;
                        }[];
                        /** @description 收回的授权 / grants taken back */
                        removals?: {
                            person: string;
                            role: string;
                            unit: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 先列办不了的，至多一千 / those broken first, at most 1,000 */
                            losses: {
                                after: {
                                    /** @description 一种可行的分工 / one way to fill as many duties as possible */
                                    assignment: {
                                        /**
                                         * @description 职责 / duty
                                         * @example review
                                         */
                                        duty: string;
                                        name: string;
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        person: string;
                                        username: string | null;
                                    }[];
                                    breaks: string[][];
                                    /** @description 缺一不可的人 / without whom fewer duties could be filled; by username, by id without an account */
                                    critical: string[];
                                    /** @description 能否由不同人员办完 / distinct people can fill all duties */
                                    feasible: boolean;
                                    survives: number;
                                    /** @description 无人可办的职责 / duties that stay open */
                                    unfilled: string[];
                                };
                                before: {
                                    feasible: boolean;
                                    survives: number;
                                } | null;
                                /** @description 将办不了 / can no longer be done */
                                broken: boolean;
                                /** @description 新增的缺一不可的人 / people it would come to depend on; by username, by id without an account */
                                critical: string[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                item: string;
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description 风险等级 / risk level */
                                risk: 1 | 2 | 3;
                                /** @description 将不足两人的职责 / duties left with fewer than two people */
                                short: {
                                    /**
                                     * @description 职责 / duty
                                     * @example review
                                     */
                                    duty: string;
                                    /** @description 尚余的人 / who is left; by username, by id without an account */
                                    remaining: string[];
                                }[];
                                /** @description 新增的无人可办的职责 / duties that would come to stay open */
                                unfilled: string[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            }[];
                            /** @description 受影响的事项与机构数 / how many items at units are worse off */
                            total: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suspensions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 停权记录 / suspensions, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    person?: string;
                    state?: "unconfirmed" | "kept" | "lifting" | "lifted" | "removed" | "departed";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                at: string;
                                by: string | null;
                                effects: {
                                    /** @description 停止登录的账号 / accounts that cannot sign in meanwhile */
                                    accounts: string[];
                                    /** @description 转派的审批 / pending decisions and who has them now */
                                    decisionsReassigned: {
                                        escalated: boolean;
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        request: string;
                                        stage: number;
                                        to: string[];
                                    }[];
                                    /** @description 停用的授权 / grants suspended */
                                    grants: {
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        id: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        role: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        unit: string;
                                    }[];
                                    openCases: {
                                        /** @description 可接办的人 / who may go on with it */
                                        candidates: string[];
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        id: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        item: string;
                                        nextDuty: string | null;
                                        reference: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        unit: string;
                                    }[];
                                };
                                endedAt: string | null;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                keptUntil: string | null;
                                name: string;
                                note: string;
                                ofUnit: string | null;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                person: string;
                                /**
                                 * @description 停权事由 / why
                                 * @enum {unknown}
                                 */
                                reason: "under-investigation" | "credential-compromised" | "outlet-agreement-ended" | "seconded-out";
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                request: string;
                                /** @enum {unknown} */
                                scope: "everything" | "grants";
                                /** @enum {unknown} */
                                state: "unconfirmed" | "kept" | "lifting" | "lifted" | "removed" | "departed";
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                                username: string | null;
                                /** @description 仍停用的授权 / grants that are still suspended */
                                withheld: {
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    role: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suspensions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一次停权 / one suspension */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            at: string;
                            by: string | null;
                            effects: {
                                /** @description 停止登录的账号 / accounts that cannot sign in meanwhile */
                                accounts: string[];
                                /** @description 转派的审批 / pending decisions and who has them now */
                                decisionsReassigned: {
                                    escalated: boolean;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    request: string;
                                    stage: number;
                                    to: string[];
                                }[];
                                /** @description 停用的授权 / grants suspended */
                                grants: {
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    role: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                                openCases: {
                                    /** @description 可接办的人 / who may go on with it */
                                    candidates: string[];
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    item: string;
                                    nextDuty: string | null;
                                    reference: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                            };
                            endedAt: string | null;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            keptUntil: string | null;
                            name: string;
                            note: string;
                            ofUnit: string | null;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            person: string;
                            /**
                             * @description 停权事由 / why
                             * @enum {unknown}
                             */
                            reason: "under-investigation" | "credential-compromised" | "outlet-agreement-ended" | "seconded-out";
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            request: string;
                            /** @enum {unknown} */
                            scope: "everything" | "grants";
                            /** @enum {unknown} */
                            state: "unconfirmed" | "kept" | "lifting" | "lifted" | "removed" | "departed";
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit: string;
                            username: string | null;
                            /** @description 仍停用的授权 / grants that are still suspended */
                            withheld: {
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                role: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 调岗记录 / transfers, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    person?: string;
                    state?: "planned" | "done" | "cancelled";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                at: string;
                                by: string | null;
                                client: string;
                                effects: {
                                    /** @description 转派的审批 / pending decisions and who has them now */
                                    decisionsReassigned: {
                                        escalated: boolean;
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        request: string;
                                        stage: number;
                                        to: string[];
                                    }[];
                                    grantsEnded: {
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        id: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        role: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        unit: string;
                                    }[];
                                    /** @description 仍覆盖新机构、予以保留的授权 / grants that cover the new unit as they did the old, and stay */
                                    grantsKept: {
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        id: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        role: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        unit: string;
                                    }[];
                                    openCases: {
                                        /** @description 可接办的人 / who may go on with it */
                                        candidates: string[];
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        id: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        item: string;
                                        nextDuty: string | null;
                                        reference: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        unit: string;
                                    }[];
                                    /** @description 随之撤回的申请 / their own requests, withdrawn */
                                    requestsWithdrawn: string[];
                                } | null;
                                from: {
                                    post: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                };
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                name: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                person: string;
                                reason: string;
                                /** @enum {unknown} */
                                state: "planned" | "done" | "cancelled";
                                suggestedGrants: {
                                    /** @description 与保留的授权的冲突 / what it would break together with what stays */
                                    conflicts: {
                                        /** @enum {unknown} */
                                        effect: "block" | "observe";
                                        /** @description 冲突期间的起点 / since when in conflict */
                                        from?: string | null;
                                        items: string[];
                                        /** @description 名称 / name in Chinese and English */
                                        name: {
                                            en: string;
                                            zh: string;
                                        };
                                        /** @description 用户名，变更涉及多人时 / username, where a change hits many */
                                        person?: string;
                                        /** @description 名称 / name in Chinese and English */
                                        resolution: {
                                            en: string;
                                            zh: string;
                                        };
                                        resolutions?: string[][];
                                        rule: string;
                                        source: string;
                                        /** @description 冲突期间的终点 / until when in conflict */
                                        until?: string | null;
                                        with: {
                                            at?: string | null;
                                            case?: string;
                                            duty?: string;
                                            from?: string | null;
                                            grant?: string;
                                            item?: string;
                                            permissions?: {
                                                action: string;
                                                item?: string;
                                            }[];
                                            person?: string;
                                            role?: string;
                                            round?: number;
                                            unit?: string;
                                            until?: string | null;
                                        }[];
                                    }[];
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    role: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                                to: {
                                    post: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                };
                                username: string | null;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transfers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** 取消计划调岗 / takes a planned transfer back */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            at: string;
                            by: string | null;
                            client: string;
                            effects: {
                                /** @description 转派的审批 / pending decisions and who has them now */
                                decisionsReassigned: {
                                    escalated: boolean;
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    request: string;
                                    stage: number;
                                    to: string[];
                                }[];
                                grantsEnded: {
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    role: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                                /** @description 仍覆盖新机构、予以保留的授权 / grants that cover the new unit as they did the old, and stay */
                                grantsKept: {
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    role: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                                openCases: {
                                    /** @description 可接办的人 / who may go on with it */
                                    candidates: string[];
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    item: string;
                                    nextDuty: string | null;
                                    reference: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                                /** @description 随之撤回的申请 / their own requests, withdrawn */
                                requestsWithdrawn: string[];
                            } | null;
                            from: {
                                post: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            };
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            name: string;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            person: string;
                            reason: string;
                            /** @enum {unknown} */
                            state: "planned" | "done" | "cancelled";
                            suggestedGrants: {
                                /** @description 与保留的授权的冲突 / what it would break together with what stays */
                                conflicts: {
                                    /** @enum {unknown} */
                                    effect: "block" | "observe";
                                    /** @description 冲突期间的起点 / since when in conflict */
                                    from?: string | null;
                                    items: string[];
                                    /** @description 名称 / name in Chinese and English */
                                    name: {
                                        en: string;
                                        zh: string;
                                    };
                                    /** @description 用户名，变更涉及多人时 / username, where a change hits many */
                                    person?: string;
                                    /** @description 名称 / name in Chinese and English */
                                    resolution: {
                                        en: string;
                                        zh: string;
                                    };
                                    resolutions?: string[][];
                                    rule: string;
                                    source: string;
                                    /** @description 冲突期间的终点 / until when in conflict */
                                    until?: string | null;
                                    with: {
                                        at?: string | null;
                                        case?: string;
                                        duty?: string;
                                        from?: string | null;
                                        grant?: string;
                                        item?: string;
                                        permissions?: {
                                            action: string;
                                            item?: string;
                                        }[];
                                        person?: string;
                                        role?: string;
                                        round?: number;
                                        unit?: string;
                                        until?: string | null;
                                    }[];
                                }[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                role: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            }[];
                            to: {
                                post: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            };
                            username: string | null;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 机构 / units */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    kind?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    parent?: string;
                    /** @description 只看已停用的，或只看在用的 / only retired ones, or only others */
                    retired?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                code: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                /** @description 类别 / kind of unit */
                                kind: string;
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                parent: string | null;
                                /** @description 已停用，仅供查阅 / retired: what was done by it keeps its name */
                                retired: boolean;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{idOrCode}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一个机构 / one unit */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    idOrCode: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            code: string;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            /** @description 类别 / kind of unit */
                            kind: string;
                            /** @description 名称 / name in Chinese and English */
                            name: {
                                en: string;
                                zh: string;
                            };
                            parent: string | null;
                            /** @description 已停用，仅供查阅 / retired: what was done by it keeps its name */
                            retired: boolean;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{idOrCode}/suspension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 网点整体停权 / suspends everybody who belongs to a unit or below it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    idOrCode: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "outlet-agreement-ended",
                     *       "note": "代办协议到期未续"
                     *     }
                     */
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description 时间 / RFC 3339
                         * @example 2026-11-24T01:02:03.456Z
                         */
                        keptUntil?: string;
                        /**
                         * @description 理由 / reason
                         * @example 新入职，任经办岗
                         */
                        note: string;
                        /**
                         * @description 停权事由 / why
                         * @enum {unknown}
                         */
                        reason: "under-investigation" | "credential-compromised" | "outlet-agreement-ended" | "seconded-out";
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            suspensions: {
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                at: string;
                                by: string | null;
                                effects: {
                                    /** @description 停止登录的账号 / accounts that cannot sign in meanwhile */
                                    accounts: string[];
                                    /** @description 转派的审批 / pending decisions and who has them now */
                                    decisionsReassigned: {
                                        escalated: boolean;
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        request: string;
                                        stage: number;
                                        to: string[];
                                    }[];
                                    /** @description 停用的授权 / grants suspended */
                                    grants: {
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        id: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        role: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        unit: string;
                                    }[];
                                    openCases: {
                                        /** @description 可接办的人 / who may go on with it */
                                        candidates: string[];
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        id: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        item: string;
                                        nextDuty: string | null;
                                        reference: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        unit: string;
                                    }[];
                                };
                                endedAt: string | null;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                keptUntil: string | null;
                                name: string;
                                note: string;
                                ofUnit: string | null;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                person: string;
                                /**
                                 * @description 停权事由 / why
                                 * @enum {unknown}
                                 */
                                reason: "under-investigation" | "credential-compromised" | "outlet-agreement-ended" | "seconded-out";
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                request: string;
                                /** @enum {unknown} */
                                scope: "everything" | "grants";
                                /** @enum {unknown} */
                                state: "unconfirmed" | "kept" | "lifting" | "lifted" | "removed" | "departed";
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                                username: string | null;
                                /** @description 仍停用的授权 / grants that are still suspended */
                                withheld: {
                                    /**
                                     * Format: uuid
                                     * @description UUIDv7
                                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                     */
                                    id: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    role: string;
                                    /**
                                     * @description 代码 / stable code
                                     * @example enterprise-pension
                                     */
                                    unit: string;
                                }[];
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{idOrCode}/suspension/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 网点停权预览 / what the suspension of a unit would do; changes nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    idOrCode: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "outlet-agreement-ended",
                     *       "note": "代办协议到期未续"
                     *     }
                     */
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description 时间 / RFC 3339
                         * @example 2026-11-24T01:02:03.456Z
                         */
                        keptUntil?: string;
                        /**
                         * @description 理由 / reason
                         * @example 新入职，任经办岗
                         */
                        note: string;
                        /**
                         * @description 停权事由 / why
                         * @enum {unknown}
                         */
                        reason: "under-investigation" | "credential-compromised" | "outlet-agreement-ended" | "seconded-out";
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 将受影响的事项 / items it leaves worse off, the broken first */
                            losses: {
                                after: {
                                    /** @description 一种可行的分工 / one way to fill as many duties as possible */
                                    assignment: {
                                        /**
                                         * @description 职责 / duty
                                         * @example review
                                         */
                                        duty: string;
                                        name: string;
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        person: string;
                                        username: string | null;
                                    }[];
                                    breaks: string[][];
                                    /** @description 缺一不可的人 / without whom fewer duties could be filled; by username, by id without an account */
                                    critical: string[];
                                    /** @description 能否由不同人员办完 / distinct people can fill all duties */
                                    feasible: boolean;
                                    survives: number;
                                    /** @description 无人可办的职责 / duties that stay open */
                                    unfilled: string[];
                                };
                                before: {
                                    feasible: boolean;
                                    survives: number;
                                } | null;
                                /** @description 将办不了 / can no longer be done */
                                broken: boolean;
                                /** @description 新增的缺一不可的人 / people it would come to depend on; by username, by id without an account */
                                critical: string[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                item: string;
                                /** @description 名称 / name in Chinese and English */
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description 风险等级 / risk level */
                                risk: 1 | 2 | 3;
                                /** @description 将不足两人的职责 / duties left with fewer than two people */
                                short: {
                                    /**
                                     * @description 职责 / duty
                                     * @example review
                                     */
                                    duty: string;
                                    /** @description 尚余的人 / who is left; by username, by id without an account */
                                    remaining: string[];
                                }[];
                                /** @description 新增的无人可办的职责 / duties that would come to stay open */
                                unfilled: string[];
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                            }[];
                            suspensions: {
                                /** @description 可确认的人 / who could confirm it */
                                confirmedBy: string[];
                                effects: {
                                    /** @description 停止登录的账号 / accounts that cannot sign in meanwhile */
                                    accounts: string[];
                                    /** @description 转派的审批 / pending decisions and who has them now */
                                    decisionsReassigned: {
                                        escalated: boolean;
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        request: string;
                                        stage: number;
                                        to: string[];
                                    }[];
                                    /** @description 停用的授权 / grants suspended */
                                    grants: {
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        id: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        role: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        unit: string;
                                    }[];
                                    openCases: {
                                        /** @description 可接办的人 / who may go on with it */
                                        candidates: string[];
                                        /**
                                         * Format: uuid
                                         * @description UUIDv7
                                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                         */
                                        id: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        item: string;
                                        nextDuty: string | null;
                                        reference: string;
                                        /**
                                         * @description 代码 / stable code
                                         * @example enterprise-pension
                                         */
                                        unit: string;
                                    }[];
                                };
                                name: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                person: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit: string;
                                username: string | null;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/log/{centre}/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 检查点，附见证签名 / newest signed tree head, with what witnesses have signed (C2SP tlog-checkpoint) */
        get: {
            parameters: {
                query?: {
                    /** @description 最大的已见证检查点 / the largest one that a witness has cosigned */
                    cosigned?: boolean;
                };
                header?: never;
                path: {
                    /**
                     * @description 代码 / stable code
                     * @example enterprise-pension
                     */
                    centre: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description C2SP signed note */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/log/{centre}/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 验证公钥 / public keys as C2SP vkey lines, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description 代码 / stable code
                     * @example enterprise-pension
                     */
                    centre: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description C2SP vkey */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/log/{centre}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 验证公钥及其有效期 / public keys with the time each signs in, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description 代码 / stable code
                     * @example enterprise-pension
                     */
                    centre: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * Format: date-time
                                 * @description 自此时起签名 / it signs from then on
                                 */
                                from: string;
                                /**
                                 * Format: date-time
                                 * @description 至此时止 / until the next one does
                                 */
                                until?: string;
                                /** @description 验证公钥 / C2SP vkey */
                                vkey: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/log/{centre}/tile/{*}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 树块 / hashes of the tree (C2SP tlog-tiles) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description {L}/{N}[.p/{W}]
                     * @example 0/000.p/12
                     */
                    "*": string;
                    /**
                     * @description 代码 / stable code
                     * @example enterprise-pension
                     */
                    centre: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 每个散列 32 字节 / 32 bytes a hash */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/log/{centre}/tile/entries/{*}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 记录包 / bundle of entries (C2SP tlog-tiles) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description {L}/{N}[.p/{W}]
                     * @example 0/000.p/12
                     */
                    "*": string;
                    /**
                     * @description 代码 / stable code
                     * @example enterprise-pension
                     */
                    centre: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description 每条记录前有两字节长度 / each entry behind its length in two bytes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/v1/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 查询日志 / query the log */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description 动作，或以点结尾的前缀 / what was done, or the beginning of it up to a dot
                     * @example request.
                     */
                    action?: string;
                    /**
                     * @description 操作人用户名 / username of who acted
                     * @example enterprise-pension-op1
                     */
                    actor?: string;
                    /** @description 办件 / case */
                    case?: string;
                    /**
                     * @description 客户端 / the client that asked
                     * @example demo-business
                     */
                    client?: string;
                    /**
                     * @description 关联号 / what belongs together
                     * @example a1b2c3
                     */
                    correlationId?: string;
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    /**
                     * @description 业务事项 / item
                     * @example enterprise-pension-award
                     */
                    item?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    /**
                     * @description 仅本机构 / this unit alone
                     * @example enterprise-pension
                     */
                    onlyUnit?: string;
                    /** @description 先后，默认新者在前 / which come first; default newest */
                    order?: "newest" | "oldest";
                    /** @description 结果 / what became of it */
                    outcome?: "done" | "allowed" | "denied" | "failed";
                    /**
                     * @description 人员的用户名或 id，操作人或相关人 / username or id of who acted or whom it is about
                     * @example newcomer
                     */
                    person?: string;
                    /**
                     * @description 原因中包含的文字 / part of the reason
                     * @example 调岗
                     */
                    reason?: string;
                    /** @description 自（含）/ from this instant on */
                    since?: string;
                    /**
                     * @description 对象 / its code or id
                     * @example enterprise-pension-handle
                     */
                    target?: string;
                    /**
                     * @description 对象类型 / kind of thing acted on
                     * @example request
                     */
                    targetType?: string;
                    /**
                     * @description 机构及其下级 / unit and all below it
                     * @example enterprise-pension
                     */
                    unit?: string;
                    /** @description 至（不含）/ before this instant */
                    until?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                about?: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                account?: string;
                                /** @description 动作 / what was done */
                                action: string;
                                /**
                                 * @description 用户名 / username
                                 * @example enterprise-pension-op1
                                 */
                                actor?: string;
                                /** @description 来源地址 / where it came from */
                                address?: string;
                                /** @description 变更后 / what it became, personal data masked */
                                after?: {
                                    [key: string]: unknown;
                                };
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                at: string;
                                /** @description 变更前 / what it was, personal data masked */
                                before?: {
                                    [key: string]: unknown;
                                };
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                case?: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                centre: string;
                                /** @description 客户端 / the client that asked */
                                client?: string;
                                /** @description 关联号 / what belongs together */
                                correlationId?: string;
                                /** @description 细节 / further facts */
                                details?: {
                                    [key: string]: unknown;
                                };
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                index?: number;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                item?: string;
                                /**
                                 * @description 结果 / what became of it
                                 * @enum {unknown}
                                 */
                                outcome: "done" | "allowed" | "denied" | "failed";
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                person?: string;
                                /** @description 原因 / why */
                                reason?: string;
                                /** @description 对象 / its code or id */
                                target?: string;
                                /** @description 对象类型 / kind of thing acted on */
                                targetType?: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit?: string;
                            }[];
                            /** @description 下一页；有它时本页也可能不满 / the next page; while there is one, this page may be short */
                            nextCursor: string | null;
                            /** @description 上一页 / the page before */
                            previousCursor: string | null;
                            /** @description 所查范围内保存期满而移除的月份，新者在前 / months asked for that were removed by policy, newest first */
                            removed?: {
                                /** @description 条数 / entries */
                                entries: number;
                                /** @description 最小序号 / least index of its entries */
                                firstIndex: number;
                                /** @description 最大序号 / greatest index of its entries */
                                lastIndex: number;
                                /**
                                 * @description 月份（UTC）/ month
                                 * @example 2016-11
                                 */
                                month: string;
                                /**
                                 * Format: uuid
                                 * @description 移除的记录 / the entry that says it was removed
                                 */
                                removal: string;
                            }[];
                            /**
                             * Format: date-time
                             * @description 所查早于此时者已归档，未检索；无此项则全部检索 / what is older lies in the archive and was not searched; absent: all was
                             */
                            searchableFrom?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** 追加记录 / append, all or nothing, idempotent by id */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description 一条或至多 1000 条 / one entry or up to 1,000 */
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "action": "case.completed",
                     *       "outcome": "done",
                     *       "targetType": "case",
                     *       "target": "ref-1"
                     *     }
                     */
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description UUIDv7
                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                         */
                        about?: string;
                        /**
                         * Format: uuid
                         * @description UUIDv7
                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                         */
                        account?: string;
                        /** @description 动作 / what was done */
                        action: string;
                        /**
                         * @description 用户名 / username
                         * @example enterprise-pension-op1
                         */
                        actor?: string;
                        /** @description 来源地址 / where it came from */
                        address?: string;
                        /** @description 变更后 / what it became, personal data masked */
                        after?: {
                            [key: string]: unknown;
                        };
                        /** @description 变更前 / what it was, personal data masked */
                        before?: {
                            [key: string]: unknown;
                        };
                        /**
                         * Format: uuid
                         * @description UUIDv7
                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                         */
                        case?: string;
                        /** @description 客户端 / the client that asked */
                        client?: string;
                        /** @description 关联号 / what belongs together */
                        correlationId?: string;
                        /** @description 细节 / further facts */
                        details?: {
                            [key: string]: unknown;
                        };
                        /**
                         * Format: uuid
                         * @description UUIDv7
                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                         */
                        id?: string;
                        /**
                         * @description 代码 / stable code
                         * @example enterprise-pension
                         */
                        item?: string;
                        /**
                         * @description 结果 / what became of it
                         * @enum {unknown}
                         */
                        outcome: "done" | "allowed" | "denied" | "failed";
                        /**
                         * Format: uuid
                         * @description UUIDv7
                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                         */
                        person?: string;
                        /** @description 原因 / why */
                        reason?: string;
                        /** @description 对象 / its code or id */
                        target?: string;
                        /** @description 对象类型 / kind of thing acted on */
                        targetType?: string;
                        /**
                         * @description 代码 / stable code
                         * @example enterprise-pension
                         */
                        unit?: string;
                    } | {
                        /**
                         * Format: uuid
                         * @description UUIDv7
                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                         */
                        about?: string;
                        /**
                         * Format: uuid
                         * @description UUIDv7
                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                         */
                        account?: string;
                        /** @description 动作 / what was done */
                        action: string;
                        /**
                         * @description 用户名 / username
                         * @example enterprise-pension-op1
                         */
                        actor?: string;
                        /** @description 来源地址 / where it came from */
                        address?: string;
                        /** @description 变更后 / what it became, personal data masked */
                        after?: {
                            [key: string]: unknown;
                        };
                        /** @description 变更前 / what it was, personal data masked */
                        before?: {
                            [key: string]: unknown;
                        };
                        /**
                         * Format: uuid
                         * @description UUIDv7
                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                         */
                        case?: string;
                        /** @description 客户端 / the client that asked */
                        client?: string;
                        /** @description 关联号 / what belongs together */
                        correlationId?: string;
                        /** @description 细节 / further facts */
                        details?: {
                            [key: string]: unknown;
                        };
                        /**
                         * Format: uuid
                         * @description UUIDv7
                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                         */
                        id?: string;
                        /**
                         * @description 代码 / stable code
                         * @example enterprise-pension
                         */
                        item?: string;
                        /**
                         * @description 结果 / what became of it
                         * @enum {unknown}
                         */
                        outcome: "done" | "allowed" | "denied" | "failed";
                        /**
                         * Format: uuid
                         * @description UUIDv7
                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                         */
                        person?: string;
                        /** @description 原因 / why */
                        reason?: string;
                        /** @description 对象 / its code or id */
                        target?: string;
                        /** @description 对象类型 / kind of thing acted on */
                        targetType?: string;
                        /**
                         * @description 代码 / stable code
                         * @example enterprise-pension
                         */
                        unit?: string;
                    }[];
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 按序 / in order */
                            ids: string[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/v1/entries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一条记录 / one entry */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description UUIDv7 */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            about?: string;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            account?: string;
                            /** @description 动作 / what was done */
                            action: string;
                            /**
                             * @description 用户名 / username
                             * @example enterprise-pension-op1
                             */
                            actor?: string;
                            /** @description 来源地址 / where it came from */
                            address?: string;
                            /** @description 变更后 / what it became, personal data masked */
                            after?: {
                                [key: string]: unknown;
                            };
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            at: string;
                            /** @description 变更前 / what it was, personal data masked */
                            before?: {
                                [key: string]: unknown;
                            };
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            case?: string;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            centre: string;
                            /** @description 客户端 / the client that asked */
                            client?: string;
                            /** @description 关联号 / what belongs together */
                            correlationId?: string;
                            /** @description 细节 / further facts */
                            details?: {
                                [key: string]: unknown;
                            };
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            index?: number;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            item?: string;
                            /**
                             * @description 结果 / what became of it
                             * @enum {unknown}
                             */
                            outcome: "done" | "allowed" | "denied" | "failed";
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            person?: string;
                            /** @description 原因 / why */
                            reason?: string;
                            /** @description 对象 / its code or id */
                            target?: string;
                            /** @description 对象类型 / kind of thing acted on */
                            targetType?: string;
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            unit?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/v1/entries/{id}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 存在证明 / proof that the signed tree holds the entry */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description UUIDv7 */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 检查点 / C2SP signed note */
                            checkpoint: string;
                            entry: {
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                about?: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                account?: string;
                                /** @description 动作 / what was done */
                                action: string;
                                /**
                                 * @description 用户名 / username
                                 * @example enterprise-pension-op1
                                 */
                                actor?: string;
                                /** @description 来源地址 / where it came from */
                                address?: string;
                                /** @description 变更后 / what it became, personal data masked */
                                after?: {
                                    [key: string]: unknown;
                                };
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                at: string;
                                /** @description 变更前 / what it was, personal data masked */
                                before?: {
                                    [key: string]: unknown;
                                };
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                case?: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                centre: string;
                                /** @description 客户端 / the client that asked */
                                client?: string;
                                /** @description 关联号 / what belongs together */
                                correlationId?: string;
                                /** @description 细节 / further facts */
                                details?: {
                                    [key: string]: unknown;
                                };
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                index?: number;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                item?: string;
                                /**
                                 * @description 结果 / what became of it
                                 * @enum {unknown}
                                 */
                                outcome: "done" | "allowed" | "denied" | "failed";
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                person?: string;
                                /** @description 原因 / why */
                                reason?: string;
                                /** @description 对象 / its code or id */
                                target?: string;
                                /** @description 对象类型 / kind of thing acted on */
                                targetType?: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit?: string;
                            };
                            /**
                             * @description 散列算法 / hash function of this log
                             * @example sha256
                             */
                            hash: string;
                            index: number;
                            /** @description RFC 6962, Base 64 */
                            leafHash: string;
                            /** @description RFC 9162, 2.1.3 */
                            proof: string[];
                            /** @description 检查点的叶数 / leaves of the signed tree */
                            size: number;
                            /** @description 验证公钥 / C2SP vkey */
                            vkey: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/v1/entries/facets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 分面计数 / counts by action, outcome, actor, unit, item */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description 动作，或以点结尾的前缀 / what was done, or the beginning of it up to a dot
                     * @example request.
                     */
                    action?: string;
                    /**
                     * @description 操作人用户名 / username of who acted
                     * @example enterprise-pension-op1
                     */
                    actor?: string;
                    /** @description 办件 / case */
                    case?: string;
                    /**
                     * @description 客户端 / the client that asked
                     * @example demo-business
                     */
                    client?: string;
                    /**
                     * @description 关联号 / what belongs together
                     * @example a1b2c3
                     */
                    correlationId?: string;
                    /**
                     * @description 业务事项 / item
                     * @example enterprise-pension-award
                     */
                    item?: string;
                    /**
                     * @description 仅本机构 / this unit alone
                     * @example enterprise-pension
                     */
                    onlyUnit?: string;
                    /** @description 结果 / what became of it */
                    outcome?: "done" | "allowed" | "denied" | "failed";
                    /**
                     * @description 人员的用户名或 id，操作人或相关人 / username or id of who acted or whom it is about
                     * @example newcomer
                     */
                    person?: string;
                    /**
                     * @description 原因中包含的文字 / part of the reason
                     * @example 调岗
                     */
                    reason?: string;
                    /** @description 自（含）/ from this instant on */
                    since?: string;
                    /**
                     * @description 对象 / its code or id
                     * @example enterprise-pension-handle
                     */
                    target?: string;
                    /**
                     * @description 对象类型 / kind of thing acted on
                     * @example request
                     */
                    targetType?: string;
                    /** @description 每项最多几个值 / values a field at most */
                    top?: number;
                    /**
                     * @description 机构及其下级 / unit and all below it
                     * @example enterprise-pension
                     */
                    unit?: string;
                    /** @description 至（不含）/ before this instant */
                    until?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 是否全部计入；否则只计最新的 / false: only the newest were counted */
                            complete: boolean;
                            /** @description 计入的条数 / entries counted */
                            counted: number;
                            facets: {
                                /** @description 多者在前 / most frequent first */
                                action: {
                                    count: number;
                                    /** @description 无此项者为空 / null: entries without one */
                                    value: string | null;
                                }[];
                                /** @description 多者在前 / most frequent first */
                                actor: {
                                    count: number;
                                    /** @description 无此项者为空 / null: entries without one */
                                    value: string | null;
                                }[];
                                /** @description 多者在前 / most frequent first */
                                item: {
                                    count: number;
                                    /** @description 无此项者为空 / null: entries without one */
                                    value: string | null;
                                }[];
                                /** @description 多者在前 / most frequent first */
                                outcome: {
                                    count: number;
                                    /** @description 无此项者为空 / null: entries without one */
                                    value: string | null;
                                }[];
                                /** @description 多者在前 / most frequent first */
                                unit: {
                                    count: number;
                                    /** @description 无此项者为空 / null: entries without one */
                                    value: string | null;
                                }[];
                            };
                            /**
                             * Format: date-time
                             * @description 所查早于此时者已归档，未检索；无此项则全部检索 / what is older lies in the archive and was not searched; absent: all was
                             */
                            searchableFrom?: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/v1/entries/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 按序号续读 / what follows an index, in the order of the log */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description 动作，或以点结尾的前缀 / what was done, or the beginning of it up to a dot
                     * @example request.
                     */
                    action?: string;
                    /**
                     * @description 操作人用户名 / username of who acted
                     * @example enterprise-pension-op1
                     */
                    actor?: string;
                    /** @description 办件 / case */
                    case?: string;
                    /**
                     * @description 客户端 / the client that asked
                     * @example demo-business
                     */
                    client?: string;
                    /**
                     * @description 关联号 / what belongs together
                     * @example a1b2c3
                     */
                    correlationId?: string;
                    /** @description 上次给出的游标 / nextCursor of the answer before */
                    cursor?: string;
                    /** @description 自此序号起 / from this index on; default 0 */
                    from?: number;
                    /**
                     * @description 业务事项 / item
                     * @example enterprise-pension-award
                     */
                    item?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    /**
                     * @description 仅本机构 / this unit alone
                     * @example enterprise-pension
                     */
                    onlyUnit?: string;
                    /** @description 结果 / what became of it */
                    outcome?: "done" | "allowed" | "denied" | "failed";
                    /**
                     * @description 人员的用户名或 id，操作人或相关人 / username or id of who acted or whom it is about
                     * @example newcomer
                     */
                    person?: string;
                    /**
                     * @description 原因中包含的文字 / part of the reason
                     * @example 调岗
                     */
                    reason?: string;
                    /** @description 自（含）/ from this instant on */
                    since?: string;
                    /**
                     * @description 对象 / its code or id
                     * @example enterprise-pension-handle
                     */
                    target?: string;
                    /**
                     * @description 对象类型 / kind of thing acted on
                     * @example request
                     */
                    targetType?: string;
                    /**
                     * @description 机构及其下级 / unit and all below it
                     * @example enterprise-pension
                     */
                    unit?: string;
                    /** @description 至（不含）/ before this instant */
                    until?: string;
                    /** @description 无新记录时最多等待秒数 / seconds to wait for news */
                    wait?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 按序号 / in the order of the index */
                            data: {
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                about?: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                account?: string;
                                /** @description 动作 / what was done */
                                action: string;
                                /**
                                 * @description 用户名 / username
                                 * @example enterprise-pension-op1
                                 */
                                actor?: string;
                                /** @description 来源地址 / where it came from */
                                address?: string;
                                /** @description 变更后 / what it became, personal data masked */
                                after?: {
                                    [key: string]: unknown;
                                };
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                at: string;
                                /** @description 变更前 / what it was, personal data masked */
                                before?: {
                                    [key: string]: unknown;
                                };
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                case?: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                centre: string;
                                /** @description 客户端 / the client that asked */
                                client?: string;
                                /** @description 关联号 / what belongs together */
                                correlationId?: string;
                                /** @description 细节 / further facts */
                                details?: {
                                    [key: string]: unknown;
                                };
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                index?: number;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                item?: string;
                                /**
                                 * @description 结果 / what became of it
                                 * @enum {unknown}
                                 */
                                outcome: "done" | "allowed" | "denied" | "failed";
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                person?: string;
                                /** @description 原因 / why */
                                reason?: string;
                                /** @description 对象 / its code or id */
                                target?: string;
                                /** @description 对象类型 / kind of thing acted on */
                                targetType?: string;
                                /**
                                 * @description 代码 / stable code
                                 * @example enterprise-pension
                                 */
                                unit?: string;
                            }[];
                            /** @description 下次用此游标，不另记查询 / goes on without being logged again */
                            nextCursor: string;
                            /** @description 下次自此序号起 / index to go on from */
                            nextIndex: number;
                            /** @description 所查范围内保存期满而移除的月份，新者在前 / months asked for that were removed by policy, newest first */
                            removed?: {
                                /** @description 条数 / entries */
                                entries: number;
                                /** @description 最小序号 / least index of its entries */
                                firstIndex: number;
                                /** @description 最大序号 / greatest index of its entries */
                                lastIndex: number;
                                /**
                                 * @description 月份（UTC）/ month
                                 * @example 2016-11
                                 */
                                month: string;
                                /**
                                 * Format: uuid
                                 * @description 移除的记录 / the entry that says it was removed
                                 */
                                removal: string;
                            }[];
                            /**
                             * Format: date-time
                             * @description 所查早于此时者已归档，未检索；无此项则全部检索 / what is older lies in the archive and was not searched; absent: all was
                             */
                            searchableFrom?: string;
                            /** @description 日志现有条数 / entries of the log that have an index */
                            size: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/v1/entries/tail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 实时跟踪 / what is logged from now on, as server-sent events */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description 动作，或以点结尾的前缀 / what was done, or the beginning of it up to a dot
                     * @example request.
                     */
                    action?: string;
                    /**
                     * @description 操作人用户名 / username of who acted
                     * @example enterprise-pension-op1
                     */
                    actor?: string;
                    /** @description 办件 / case */
                    case?: string;
                    /**
                     * @description 客户端 / the client that asked
                     * @example demo-business
                     */
                    client?: string;
                    /**
                     * @description 关联号 / what belongs together
                     * @example a1b2c3
                     */
                    correlationId?: string;
                    /** @description 自此序号起；默认只看此后 / default: what is new */
                    from?: number;
                    /**
                     * @description 业务事项 / item
                     * @example enterprise-pension-award
                     */
                    item?: string;
                    /**
                     * @description 仅本机构 / this unit alone
                     * @example enterprise-pension
                     */
                    onlyUnit?: string;
                    /** @description 结果 / what became of it */
                    outcome?: "done" | "allowed" | "denied" | "failed";
                    /**
                     * @description 人员的用户名或 id，操作人或相关人 / username or id of who acted or whom it is about
                     * @example newcomer
                     */
                    person?: string;
                    /**
                     * @description 原因中包含的文字 / part of the reason
                     * @example 调岗
                     */
                    reason?: string;
                    /** @description 自（含）/ from this instant on */
                    since?: string;
                    /**
                     * @description 对象 / its code or id
                     * @example enterprise-pension-handle
                     */
                    target?: string;
                    /**
                     * @description 对象类型 / kind of thing acted on
                     * @example request
                     */
                    targetType?: string;
                    /**
                     * @description 机构及其下级 / unit and all below it
                     * @example enterprise-pension
                     */
                    unit?: string;
                    /** @description 至（不含）/ before this instant */
                    until?: string;
                };
                header?: {
                    /** @description 已收到的最后序号 / last index received */
                    "last-event-id"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description 事件流 / server-sent events: id = index, data = entry */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/v1/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 个人信息删除申请 / erasures asked for and done, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                    /** @description asked：待第二人确认 / waits for a second person */
                    state?: "asked" | "erased";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** Format: date-time */
                                askedAt: string;
                                askedBy: string | null;
                                confirmedAt: string | null;
                                confirmedBy: string | null;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                reason: string;
                                /** @description 业务对象的带密钥散列 / keyed hash of the data subject */
                                subject: string;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/v1/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 本人的导出 / one’s own exports, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @description 字节 / length of the file so far */
                                bytes: number;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                createdAt: string;
                                /** @description 条数 / entries written */
                                entries: number;
                                expiresAt: string | null;
                                failure: string | null;
                                filters: {
                                    [key: string]: string;
                                };
                                finishedAt: string | null;
                                /**
                                 * @description 格式 / format
                                 * @enum {unknown}
                                 */
                                format: "csv" | "xlsx" | "ndjson" | "bundle";
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                /** @description 进度 / how far the log was gone through */
                                progress: number;
                                reason: string;
                                /**
                                 * Format: date-time
                                 * @description 所查早于此时者已归档，未检索；无此项则全部检索 / what is older lies in the archive and was not searched; absent: all was
                                 */
                                searchableFrom?: string;
                                sha256: string | null;
                                /**
                                 * @description 状态 / state
                                 * @enum {unknown}
                                 */
                                state: "queued" | "running" | "ready" | "failed" | "cancelled" | "expired";
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        /** 申请导出日志 / export the log */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "format": "csv",
                     *       "filters": {
                     *         "action": "request.",
                     *         "unit": "enterprise-pension"
                     *       },
                     *       "reason": "季度稽核取证"
                     *     }
                     */
                    "application/json": {
                        filters?: {
                            /**
                             * @description 动作，或以点结尾的前缀 / what was done, or the beginning of it up to a dot
                             * @example request.
                             */
                            action?: string;
                            /**
                             * @description 操作人用户名 / username of who acted
                             * @example enterprise-pension-op1
                             */
                            actor?: string;
                            /** @description 办件 / case */
                            case?: string;
                            /**
                             * @description 客户端 / the client that asked
                             * @example demo-business
                             */
                            client?: string;
                            /**
                             * @description 关联号 / what belongs together
                             * @example a1b2c3
                             */
                            correlationId?: string;
                            /**
                             * @description 业务事项 / item
                             * @example enterprise-pension-award
                             */
                            item?: string;
                            /**
                             * @description 仅本机构 / this unit alone
                             * @example enterprise-pension
                             */
                            onlyUnit?: string;
                            /**
                             * @description 结果 / what became of it
                             * @enum {unknown}
                             */
                            outcome?: "done" | "allowed" | "denied" | "failed";
                            /**
                             * @description 人员的用户名或 id，操作人或相关人 / username or id of who acted or whom it is about
                             * @example newcomer
                             */
                            person?: string;
                            /**
                             * @description 原因中包含的文字 / part of the reason
                             * @example 调岗
                             */
                            reason?: string;
                            /**
                             * Format: date-time
                             * @description 自（含）/ from this instant on
                             */
                            since?: string;
                            /**
                             * @description 对象 / its code or id
                             * @example enterprise-pension-handle
                             */
                            target?: string;
                            /**
                             * @description 对象类型 / kind of thing acted on
                             * @example request
                             */
                            targetType?: string;
                            /**
                             * @description 机构及其下级 / unit and all below it
                             * @example enterprise-pension
                             */
                            unit?: string;
                            /**
                             * Format: date-time
                             * @description 至（不含）/ before this instant
                             */
                            until?: string;
                        };
                        /**
                         * @description 格式 / format
                         * @enum {unknown}
                         */
                        format: "csv" | "xlsx" | "ndjson" | "bundle";
                        /**
                         * @description 理由 / reason
                         * @example 新入职，任经办岗
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 字节 / length of the file so far */
                            bytes: number;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            createdAt: string;
                            /** @description 条数 / entries written */
                            entries: number;
                            expiresAt: string | null;
                            failure: string | null;
                            filters: {
                                [key: string]: string;
                            };
                            finishedAt: string | null;
                            /**
                             * @description 格式 / format
                             * @enum {unknown}
                             */
                            format: "csv" | "xlsx" | "ndjson" | "bundle";
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            /** @description 进度 / how far the log was gone through */
                            progress: number;
                            reason: string;
                            /**
                             * Format: date-time
                             * @description 所查早于此时者已归档，未检索；无此项则全部检索 / what is older lies in the archive and was not searched; absent: all was
                             */
                            searchableFrom?: string;
                            sha256: string | null;
                            /**
                             * @description 状态 / state
                             * @enum {unknown}
                             */
                            state: "queued" | "running" | "ready" | "failed" | "cancelled" | "expired";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/v1/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一项导出 / one export */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description UUIDv7 */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 字节 / length of the file so far */
                            bytes: number;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            createdAt: string;
                            /** @description 条数 / entries written */
                            entries: number;
                            expiresAt: string | null;
                            failure: string | null;
                            filters: {
                                [key: string]: string;
                            };
                            finishedAt: string | null;
                            /**
                             * @description 格式 / format
                             * @enum {unknown}
                             */
                            format: "csv" | "xlsx" | "ndjson" | "bundle";
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            /** @description 进度 / how far the log was gone through */
                            progress: number;
                            reason: string;
                            /**
                             * Format: date-time
                             * @description 所查早于此时者已归档，未检索；无此项则全部检索 / what is older lies in the archive and was not searched; absent: all was
                             */
                            searchableFrom?: string;
                            sha256: string | null;
                            /**
                             * @description 状态 / state
                             * @enum {unknown}
                             */
                            state: "queued" | "running" | "ready" | "failed" | "cancelled" | "expired";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/v1/exports/{id}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 取消导出，或删除其文件 / cancel an export, or give up its file */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description UUIDv7 */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 字节 / length of the file so far */
                            bytes: number;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            createdAt: string;
                            /** @description 条数 / entries written */
                            entries: number;
                            expiresAt: string | null;
                            failure: string | null;
                            filters: {
                                [key: string]: string;
                            };
                            finishedAt: string | null;
                            /**
                             * @description 格式 / format
                             * @enum {unknown}
                             */
                            format: "csv" | "xlsx" | "ndjson" | "bundle";
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            /** @description 进度 / how far the log was gone through */
                            progress: number;
                            reason: string;
                            /**
                             * Format: date-time
                             * @description 所查早于此时者已归档，未检索；无此项则全部检索 / what is older lies in the archive and was not searched; absent: all was
                             */
                            searchableFrom?: string;
                            sha256: string | null;
                            /**
                             * @description 状态 / state
                             * @enum {unknown}
                             */
                            state: "queued" | "running" | "ready" | "failed" | "cancelled" | "expired";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/v1/exports/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 下载 / the file of a finished export */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description UUIDv7 */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description 文件 / the file; Content-Length and Content-Digest tell whether it is whole */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/v1/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 保全清单 / holds, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description 仅未解除者 / only those not released */
                    active?: boolean;
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                case: string | null;
                                document: string;
                                /**
                                 * Format: uuid
                                 * @description UUIDv7
                                 * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                                 */
                                id: string;
                                person: string | null;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                placedAt: string;
                                placedBy: string | null;
                                /**
                                 * @description 理由 / reason
                                 * @example 新入职，任经办岗
                                 */
                                reason: string;
                                releasedAt: string | null;
                                releasedBy: string | null;
                                releaseReason: string | null;
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                since: string;
                                target: string | null;
                                until: string | null;
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        /** 保全日志 / hold the log: no month that the range touches is removed */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "since": "2024-01-01T00:00:00Z",
                     *       "until": "2024-07-01T00:00:00Z",
                     *       "document": "检调〔2026〕12号",
                     *       "reason": "检察机关调取"
                     *     }
                     */
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description UUIDv7
                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                         */
                        case?: string;
                        /** @description 机关文书号 / number of the authority’s document that orders it */
                        document: string;
                        /** @description 涉及人员 / whom it is about: username or id */
                        person?: string;
                        /**
                         * @description 理由 / reason
                         * @example 新入职，任经办岗
                         */
                        reason: string;
                        /**
                         * Format: date-time
                         * @description 时间 / RFC 3339
                         * @example 2026-11-24T01:02:03.456Z
                         */
                        since: string;
                        /** @description 涉及对象 / what it is about: code or id */
                        target?: string;
                        /**
                         * Format: date-time
                         * @description 时间 / RFC 3339
                         * @example 2026-11-24T01:02:03.456Z
                         */
                        until?: string;
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            case: string | null;
                            document: string;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            person: string | null;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            placedAt: string;
                            placedBy: string | null;
                            /**
                             * @description 理由 / reason
                             * @example 新入职，任经办岗
                             */
                            reason: string;
                            releasedAt: string | null;
                            releasedBy: string | null;
                            releaseReason: string | null;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            since: string;
                            target: string | null;
                            until: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/v1/holds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一项保全 / one hold */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            case: string | null;
                            document: string;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            person: string | null;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            placedAt: string;
                            placedBy: string | null;
                            /**
                             * @description 理由 / reason
                             * @example 新入职，任经办岗
                             */
                            reason: string;
                            releasedAt: string | null;
                            releasedBy: string | null;
                            releaseReason: string | null;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            since: string;
                            target: string | null;
                            until: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/v1/holds/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 解除保全，须由他人 / release a hold: another person than who has placed it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "案件已结"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description 理由 / reason
                         * @example 新入职，任经办岗
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            case: string | null;
                            document: string;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            id: string;
                            person: string | null;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            placedAt: string;
                            placedBy: string | null;
                            /**
                             * @description 理由 / reason
                             * @example 新入职，任经办岗
                             */
                            reason: string;
                            releasedAt: string | null;
                            releasedBy: string | null;
                            releaseReason: string | null;
                            /**
                             * Format: date-time
                             * @description 时间 / RFC 3339
                             * @example 2026-11-24T01:02:03.456Z
                             */
                            since: string;
                            target: string | null;
                            until: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/v1/integrity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 日志完整性现状 / what is signed, what waits, what witnesses and this host have kept */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            fault: ("head-mismatch" | "unknown-signer" | "unusable-key" | "rolled-back" | "position-ahead" | "out-of-reach" | "refused" | "other-history" | "internal") | null;
                            /** @description 保存期满而移除的月份，新者在前，不属异常 / months removed by policy, newest first: nothing is amiss */
                            removed: {
                                /** @description 条数 / entries */
                                entries: number;
                                /** @description 最小序号 / least index of its entries */
                                firstIndex: number;
                                /** @description 最大序号 / greatest index of its entries */
                                lastIndex: number;
                                /**
                                 * @description 月份（UTC）/ month
                                 * @example 2016-11
                                 */
                                month: string;
                                /**
                                 * Format: uuid
                                 * @description 移除的记录 / the entry that says it was removed
                                 */
                                removal: string;
                            }[];
                            seen: {
                                checkpoint: string;
                                /** @description Base 64 */
                                root: string;
                                size: number;
                            } | null;
                            signedAt: string | null;
                            /** @description 已签名的条数 / entries of the newest signed tree */
                            size: number;
                            /** @description 已提交、尚未入树的条数，至多计 10000 / committed entries without an index, 10000 at most */
                            waiting: number;
                            waitingSince: string | null;
                            witnesses: {
                                at: string | null;
                                fault: ("head-mismatch" | "unknown-signer" | "unusable-key" | "rolled-back" | "position-ahead" | "out-of-reach" | "refused" | "other-history" | "internal") | null;
                                /** @description 见证人 / name of the witness */
                                name: string;
                                size: number | null;
                                /** @description 其公钥 / its key (C2SP vkey) */
                                vkey: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/v1/personal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 查阅个人信息，须说明理由 / read the personal data of an entry, saying why */
        get: {
            parameters: {
                query: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    entry: string;
                    /**
                     * @description 理由 / reason
                     * @example 新入职，任经办岗
                     */
                    reason: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @description 已删除则无 / absent once erased */
                                data?: {
                                    [key: string]: string;
                                };
                                /**
                                 * @description 业务对象的带密钥散列 / keyed hash of the data subject, 32 bytes in hexadecimal
                                 * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                                 */
                                subject: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** 存入个人信息 / keep personal data beside an entry, sealed under a key of its subject */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "entry": "01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11",
                     *       "subject": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *       "data": {
                     *         "name": "张三"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @description 个人信息，至多 8 KiB / personal data, 8 KiB at most */
                        data: {
                            [key: string]: string;
                        };
                        /**
                         * Format: uuid
                         * @description UUIDv7
                         * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                         */
                        entry: string;
                        /**
                         * @description 业务对象的带密钥散列 / keyed hash of the data subject, 32 bytes in hexadecimal
                         * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                         */
                        subject: string;
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            entry: string;
                            /**
                             * @description 业务对象的带密钥散列 / keyed hash of the data subject, 32 bytes in hexadecimal
                             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                             */
                            subject: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/v1/personal/subjects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一条记录涉及的业务对象 / data subjects beside an entry, without their data */
        get: {
            parameters: {
                query: {
                    /**
                     * @description UUIDv7
                     * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                     */
                    entry: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                askedAt: string | null;
                                askedBy: string | null;
                                erasedAt: string | null;
                                /** @description 业务对象的带密钥散列 / keyed hash of the data subject */
                                subject: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 日志保存期限 / how long the log is kept */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            asked: {
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                askedAt: string;
                                askedBy: string | null;
                                /** @description 保存月数，自该月月末起 / full months after the end of a month for which it is kept */
                                keepMonths: number;
                                /** @description 在线月数，此后转入归档 / for which it stays in the database, where it is searched */
                                onlineMonths: number;
                                /**
                                 * @description 理由 / reason
                                 * @example 新入职，任经办岗
                                 */
                                reason: string;
                            } | null;
                            changedAt: string | null;
                            /** @description 保存月数，自该月月末起 / full months after the end of a month for which it is kept */
                            keepMonths: number;
                            /** @description 在线月份，新者在前 / months in the database, newest first */
                            online: {
                                /**
                                 * Format: date-time
                                 * @description 此时起转入归档 / from when on it goes to the archive
                                 */
                                archivedFrom: string;
                                /**
                                 * Format: date-time
                                 * @description 保存期满 / when retention is over
                                 */
                                dueAt: string;
                                /**
                                 * @description 月份（UTC）/ month
                                 * @example 2016-11
                                 */
                                month: string;
                            }[];
                            /** @description 在线月数，此后转入归档 / for which it stays in the database, where it is searched */
                            onlineMonths: number;
                            searchableFrom: string | null;
                        };
                    };
                };
            };
        };
        /** 设定保存期限，缩短须两人 / set how long the log is kept: shorter than now, a second person has to ask the same */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "keepMonths": 180,
                     *       "onlineMonths": 36,
                     *       "reason": "按新规延长保存"
                     *     }
                     */
                    "application/json": {
                        /** @description 保存月数，自该月月末起 / full months after the end of a month for which it is kept */
                        keepMonths: number;
                        /** @description 在线月数，此后转入归档 / for which it stays in the database, where it is searched */
                        onlineMonths: number;
                        /**
                         * @description 理由 / reason
                         * @example 新入职，任经办岗
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            retention: {
                                asked: {
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    askedAt: string;
                                    askedBy: string | null;
                                    /** @description 保存月数，自该月月末起 / full months after the end of a month for which it is kept */
                                    keepMonths: number;
                                    /** @description 在线月数，此后转入归档 / for which it stays in the database, where it is searched */
                                    onlineMonths: number;
                                    /**
                                     * @description 理由 / reason
                                     * @example 新入职，任经办岗
                                     */
                                    reason: string;
                                } | null;
                                changedAt: string | null;
                                /** @description 保存月数，自该月月末起 / full months after the end of a month for which it is kept */
                                keepMonths: number;
                                /** @description 在线月份，新者在前 / months in the database, newest first */
                                online: {
                                    /**
                                     * Format: date-time
                                     * @description 此时起转入归档 / from when on it goes to the archive
                                     */
                                    archivedFrom: string;
                                    /**
                                     * Format: date-time
                                     * @description 保存期满 / when retention is over
                                     */
                                    dueAt: string;
                                    /**
                                     * @description 月份（UTC）/ month
                                     * @example 2016-11
                                     */
                                    month: string;
                                }[];
                                /** @description 在线月数，此后转入归档 / for which it stays in the database, where it is searched */
                                onlineMonths: number;
                                searchableFrom: string | null;
                            };
                            /**
                             * @description asked：待第二人确认 / waits for a second person
                             * @enum {unknown}
                             */
                            state: "set" | "asked";
                        };
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            retention: {
                                asked: {
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    askedAt: string;
                                    askedBy: string | null;
                                    /** @description 保存月数，自该月月末起 / full months after the end of a month for which it is kept */
                                    keepMonths: number;
                                    /** @description 在线月数，此后转入归档 / for which it stays in the database, where it is searched */
                                    onlineMonths: number;
                                    /**
                                     * @description 理由 / reason
                                     * @example 新入职，任经办岗
                                     */
                                    reason: string;
                                } | null;
                                changedAt: string | null;
                                /** @description 保存月数，自该月月末起 / full months after the end of a month for which it is kept */
                                keepMonths: number;
                                /** @description 在线月份，新者在前 / months in the database, newest first */
                                online: {
                                    /**
                                     * Format: date-time
                                     * @description 此时起转入归档 / from when on it goes to the archive
                                     */
                                    archivedFrom: string;
                                    /**
                                     * Format: date-time
                                     * @description 保存期满 / when retention is over
                                     */
                                    dueAt: string;
                                    /**
                                     * @description 月份（UTC）/ month
                                     * @example 2016-11
                                     */
                                    month: string;
                                }[];
                                /** @description 在线月数，此后转入归档 / for which it stays in the database, where it is searched */
                                onlineMonths: number;
                                searchableFrom: string | null;
                            };
                            /**
                             * @description asked：待第二人确认 / waits for a second person
                             * @enum {unknown}
                             */
                            state: "set" | "asked";
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/v1/retention/months": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 已归档的月份与到期清单 / archived months, newest first: which are due, held, removed */
        get: {
            parameters: {
                query?: {
                    /** @description 上页给出的游标 / nextCursor of the page before */
                    cursor?: string;
                    /** @description 仅保存期满者 / only those whose retention is over */
                    due?: boolean;
                    /** @description 每页条数 / rows a page */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                archivedAt: string;
                                asked: {
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    askedAt: string;
                                    askedBy: string | null;
                                    /**
                                     * @description 理由 / reason
                                     * @example 新入职，任经办岗
                                     */
                                    reason: string;
                                } | null;
                                /** @description 是否已期满 / whether it is */
                                due: boolean;
                                /**
                                 * Format: date-time
                                 * @description 保存期满 / when retention is over
                                 */
                                dueAt: string;
                                /** @description 条数 / entries */
                                entries: number;
                                /** @description 最小序号 / least index of its entries */
                                firstIndex: number;
                                /** @description 涉及的保全 / holds that touch it: it is not removed */
                                holds: string[];
                                /** @description 最大序号 / greatest index of its entries */
                                lastIndex: number;
                                /**
                                 * @description 月份（UTC）/ month
                                 * @example 2016-11
                                 */
                                month: string;
                                removal: string | null;
                                removedAt: string | null;
                                /** @description 该树头的根，Base 64 / root of that tree head */
                                root: string;
                                /** @description 覆盖它的树头的叶数 / leaves of the tree head that covers it */
                                size: number;
                                /**
                                 * @description 状态；removing：已移除，文件正在删除 / removing: removed, its files are being deleted
                                 * @enum {unknown}
                                 */
                                state: "archiving" | "archived" | "removing" | "removed";
                            }[];
                            nextCursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/v1/retention/months/{month}/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 移除到期月份，须两人 / remove a month whose retention is over: done when a second person asks the same */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description 月份（UTC）/ month
                     * @example 2016-11
                     */
                    month: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "保存期满，集中销毁"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description 理由 / reason
                         * @example 新入职，任经办岗
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            month: {
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                archivedAt: string;
                                asked: {
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    askedAt: string;
                                    askedBy: string | null;
                                    /**
                                     * @description 理由 / reason
                                     * @example 新入职，任经办岗
                                     */
                                    reason: string;
                                } | null;
                                /** @description 是否已期满 / whether it is */
                                due: boolean;
                                /**
                                 * Format: date-time
                                 * @description 保存期满 / when retention is over
                                 */
                                dueAt: string;
                                /** @description 条数 / entries */
                                entries: number;
                                /** @description 最小序号 / least index of its entries */
                                firstIndex: number;
                                /** @description 涉及的保全 / holds that touch it: it is not removed */
                                holds: string[];
                                /** @description 最大序号 / greatest index of its entries */
                                lastIndex: number;
                                /**
                                 * @description 月份（UTC）/ month
                                 * @example 2016-11
                                 */
                                month: string;
                                removal: string | null;
                                removedAt: string | null;
                                /** @description 该树头的根，Base 64 / root of that tree head */
                                root: string;
                                /** @description 覆盖它的树头的叶数 / leaves of the tree head that covers it */
                                size: number;
                                /**
                                 * @description 状态；removing：已移除，文件正在删除 / removing: removed, its files are being deleted
                                 * @enum {unknown}
                                 */
                                state: "archiving" | "archived" | "removing" | "removed";
                            };
                            /**
                             * @description asked：待第二人确认 / waits for a second person
                             * @enum {unknown}
                             */
                            state: "asked" | "removed";
                        };
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            month: {
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                archivedAt: string;
                                asked: {
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    askedAt: string;
                                    askedBy: string | null;
                                    /**
                                     * @description 理由 / reason
                                     * @example 新入职，任经办岗
                                     */
                                    reason: string;
                                } | null;
                                /** @description 是否已期满 / whether it is */
                                due: boolean;
                                /**
                                 * Format: date-time
                                 * @description 保存期满 / when retention is over
                                 */
                                dueAt: string;
                                /** @description 条数 / entries */
                                entries: number;
                                /** @description 最小序号 / least index of its entries */
                                firstIndex: number;
                                /** @description 涉及的保全 / holds that touch it: it is not removed */
                                holds: string[];
                                /** @description 最大序号 / greatest index of its entries */
                                lastIndex: number;
                                /**
                                 * @description 月份（UTC）/ month
                                 * @example 2016-11
                                 */
                                month: string;
                                removal: string | null;
                                removedAt: string | null;
                                /** @description 该树头的根，Base 64 / root of that tree head */
                                root: string;
                                /** @description 覆盖它的树头的叶数 / leaves of the tree head that covers it */
                                size: number;
                                /**
                                 * @description 状态；removing：已移除，文件正在删除 / removing: removed, its files are being deleted
                                 * @enum {unknown}
                                 */
                                state: "archiving" | "archived" | "removing" | "removed";
                            };
                            /**
                             * @description asked：待第二人确认 / waits for a second person
                             * @enum {unknown}
                             */
                            state: "asked" | "removed";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/v1/retention/months/{month}/removal/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 移除前预览 / what the removal of a month would take, what it leaves, and what hinders it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description 月份（UTC）/ month
                     * @example 2016-11
                     */
                    month: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 不复存在者 / what is gone */
                            goes: {
                                /** @description 正文不复存在的记录 / entries whose content is gone */
                                entries: number;
                                /** @description 随之销毁的个人信息 / personal data sealed beside them */
                                personal: number;
                            };
                            hindrance: ("entry-removed" | "not-archived" | "retention-not-over" | "month-held") | null;
                            month: {
                                /**
                                 * Format: date-time
                                 * @description 时间 / RFC 3339
                                 * @example 2026-11-24T01:02:03.456Z
                                 */
                                archivedAt: string;
                                asked: {
                                    /**
                                     * Format: date-time
                                     * @description 时间 / RFC 3339
                                     * @example 2026-11-24T01:02:03.456Z
                                     */
                                    askedAt: string;
                                    askedBy: string | null;
                                    /**
                                     * @description 理由 / reason
                                     * @example 新入职，任经办岗
                                     */
                                    reason: string;
                                } | null;
                                /** @description 是否已期满 / whether it is */
                                due: boolean;
                                /**
                                 * Format: date-time
                                 * @description 保存期满 / when retention is over
                                 */
                                dueAt: string;
                                /** @description 条数 / entries */
                                entries: number;
                                /** @description 最小序号 / least index of its entries */
                                firstIndex: number;
                                /** @description 涉及的保全 / holds that touch it: it is not removed */
                                holds: string[];
                                /** @description 最大序号 / greatest index of its entries */
                                lastIndex: number;
                                /**
                                 * @description 月份（UTC）/ month
                                 * @example 2016-11
                                 */
                                month: string;
                                removal: string | null;
                                removedAt: string | null;
                                /** @description 该树头的根，Base 64 / root of that tree head */
                                root: string;
                                /** @description 覆盖它的树头的叶数 / leaves of the tree head that covers it */
                                size: number;
                                /**
                                 * @description 状态；removing：已移除，文件正在删除 / removing: removed, its files are being deleted
                                 * @enum {unknown}
                                 */
                                state: "archiving" | "archived" | "removing" | "removed";
                            };
                            /** @description 仍可证明者 / what stays provable */
                            stays: {
                                /** @description 留在树中的叶散列 / hashes that stay in the tree */
                                leaves: number;
                                /** @description 该树头的根，Base 64 / root of that tree head */
                                root: string;
                                /** @description 留存树头的叶数 / leaves of the tree head that is kept */
                                size: number;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/v1/subjects/{hash}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** 删除个人信息，须两人 / erase a data subject: asked by one person, done when a second one asks the same */
        delete: {
            parameters: {
                query: {
                    /**
                     * @description 理由 / reason
                     * @example 新入职，任经办岗
                     */
                    reason: string;
                };
                header?: never;
                path: {
                    /**
                     * @description 业务对象的带密钥散列 / keyed hash of the data subject, 32 bytes in hexadecimal
                     * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                     */
                    hash: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description asked：待第二人确认 / waits for a second person
                             * @enum {unknown}
                             */
                            state: "asked" | "erased";
                        };
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description asked：待第二人确认 / waits for a second person
                             * @enum {unknown}
                             */
                            state: "asked" | "erased";
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/v1/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 核验全部日志 / recompute the whole log and name what was tampered with */
        get: {
            parameters: {
                query?: {
                    /** @description 先前留存的检查点 / a checkpoint kept from earlier (C2SP signed note): the log must continue it */
                    since?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            checkpoint?: string;
                            /** @description 前 200 条 / the first 200 */
                            findings: {
                                entries?: number;
                                id?: string;
                                index?: number;
                                /** @enum {unknown} */
                                kind: "altered" | "missing" | "inserted" | "tile" | "root" | "signature" | "shortened" | "rewritten" | "unread" | "unlawful" | "hidden";
                                last?: number;
                                level?: number;
                                n?: number;
                            }[];
                            /** @description 完好 / nothing is amiss */
                            intact: boolean;
                            /** @description 保存期满而移除的月份，不属异常 / months removed by policy: nothing is amiss */
                            removed: {
                                entries: number;
                                first: number;
                                /** @description 载明移除的记录的序号 / index of the entry that says so */
                                index: number;
                                last: number;
                                month: string;
                            }[];
                            /** @description Base 64 */
                            root?: string;
                            size: number;
                            /** @description 发现数 / number of findings */
                            total: number;
                            vkey: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 存活 / the process runs */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            checks?: {
                                [key: string]: string;
                            };
                            /** @enum {unknown} */
                            status: "up" | "down";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 就绪 / it can do its work */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            checks?: {
                                [key: string]: string;
                            };
                            /** @enum {unknown} */
                            status: "up" | "down";
                        };
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            checks?: {
                                [key: string]: string;
                            };
                            /** @enum {unknown} */
                            status: "up" | "down";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oidc/.well-known/oauth-authorization-server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 服务发现 / RFC 8414 */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oidc/.well-known/openid-configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 服务发现 / OpenID Connect Discovery 1.0 */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oidc/auth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 授权请求 / authorization request: code with PKCE, RFC 7636 */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oidc/auth/{uid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 登录后继续 / continues an authorization request after the sign-in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    uid: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oidc/interaction/{uid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 登录页 / the sign-in form */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description 登录过程 / the sign-in that is under way */
                    uid: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        /** 登录 / sign in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description 登录过程 / the sign-in that is under way */
                    uid: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/x-www-form-urlencoded": {
                        /**
                         * @description 中心 / centre, when several know the username
                         * @example county
                         */
                        centre?: string;
                        /**
                         * @description 密码 / password
                         * @example demo-director
                         */
                        password: string;
                        /**
                         * @description 用户名 / username
                         * @example director
                         */
                        username: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oidc/jwks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 签名公钥 / keys that verify tokens, RFC 7517 */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oidc/session/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 退出登录 / OpenID Connect RP-Initiated Logout 1.0 */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oidc/session/end/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 确认退出 / confirms the sign-out */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oidc/session/end/success": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 已退出 / signed out */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oidc/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 令牌 / token endpoint, RFC 6749: authorization_code, refresh_token, client_credentials */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oidc/token/introspection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 令牌内省 / token introspection, RFC 7662 */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oidc/token/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 令牌撤销 / token revocation, RFC 7009 */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oidc/userinfo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 当前用户 / who is signed in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            centre: string;
                            /**
                             * @description 姓名 / name
                             * @example 企业养老股经办一
                             */
                            name: string;
                            /**
                             * @description 用户名 / username
                             * @example enterprise-pension-op1
                             */
                            preferred_username: string;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            sub: string;
                            /**
                             * @description 用户名 / username
                             * @example enterprise-pension-op1
                             */
                            username: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** 当前用户 / who is signed in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description 问题说明 / RFC 9457 problem document */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            conflicts?: components["schemas"]["def-0"][];
                            detail?: string;
                            errors?: {
                                message: string;
                                path: string;
                            }[];
                            instance: string;
                            left?: components["schemas"]["def-1"][];
                            removal?: {
                                entries: number;
                                /** @description 移除的记录 / id of the entry about the removal */
                                entry: string;
                                firstIndex: number;
                                lastIndex: number;
                                month: string;
                                /** @description 该记录的存在证明 / proof of that entry, as of any */
                                proof?: {
                                    [key: string]: unknown;
                                };
                            };
                            request?: string;
                            status: number;
                            title: string;
                            /** @example urn:zhiheng:problem:duty-conflict */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description 代码 / stable code
                             * @example enterprise-pension
                             */
                            centre: string;
                            /**
                             * @description 姓名 / name
                             * @example 企业养老股经办一
                             */
                            name: string;
                            /**
                             * @description 用户名 / username
                             * @example enterprise-pension-op1
                             */
                            preferred_username: string;
                            /**
                             * Format: uuid
                             * @description UUIDv7
                             * @example 01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11
                             */
                            sub: string;
                            /**
                             * @description 用户名 / username
                             * @example enterprise-pension-op1
                             */
                            username: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** Conflict */
        "def-0": {
            /** @enum {unknown} */
            effect: "block" | "observe";
            /** @description 冲突期间的起点 / since when in conflict */
            from?: string | null;
            items: string[];
            /** @description 名称 / name in Chinese and English */
            name: {
                en: string;
                zh: string;
            };
            /** @description 用户名，变更涉及多人时 / username, where a change hits many */
            person?: string;
            /** @description 名称 / name in Chinese and English */
            resolution: {
                en: string;
                zh: string;
            };
            resolutions?: string[][];
            rule: string;
            source: string;
            /** @description 冲突期间的终点 / until when in conflict */
            until?: string | null;
            with: {
                at?: string | null;
                case?: string;
                duty?: string;
                from?: string | null;
                grant?: string;
                item?: string;
                permissions?: {
                    action: string;
                    item?: string;
                }[];
                person?: string;
                role?: string;
                round?: number;
                unit?: string;
                until?: string | null;
            }[];
        };
        /** LeftBehind */
        "def-1": {
            /** @description 数量 / how many */
            count: number;
            /**
             * @description 遗留种类 / of what kind
             * @enum {unknown}
             */
            kind: "person" | "grant" | "suspended-grant" | "unit" | "item" | "case" | "request" | "transfer" | "deputy" | "template" | "role" | "rule" | "chain";
            /** @description 须先处理，否则不能停用 / as long as it is there, nothing retires */
            refuses: boolean;
            /** @description 其中若干：代码、用户名或编号 / some of them: codes, usernames or ids */
            some: string[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
