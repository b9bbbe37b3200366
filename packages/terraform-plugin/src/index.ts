export { type DataSource, type DataSourceDefinition, dataSource } from "./definition/data-source.ts";
export type { ChangeContext, OperationContext } from "./definition/operation.ts";
export type { PrivateState } from "./definition/private-state.ts";
export {
  type ConfigureContext,
  type Provider,
  type ProviderDefinition,
  provider,
} from "./definition/provider.ts";
export {
  type CreateContext,
  type DeleteContext,
  type ModifyPlanContext,
  type MoveSource,
  type ReadContext,
  type Resource,
  type ResourceDefinition,
  resource,
  type UpdateContext,
} from "./definition/resource.ts";
export type { Shapes, ShapesOf } from "./definition/shapes.ts";
export { type Diagnostic, DiagnosticError, Diagnostics } from "./diagnostics.ts";
export { logger, maskSecret } from "./log/logger.ts";
export { formatDuration, parseDurationMs } from "./operation/duration.ts";
export { OperationStopped, OperationTimedOut } from "./operation/errors.ts";
export {
  type Attribute,
  type AttributeMap,
  type AttributeOptions,
  attribute,
  type NestedObject,
  type Presence,
} from "./schema/attribute.ts";
export { type Block, type BlockMap, type BlockOptions, block } from "./schema/block.ts";
export { type ElementType, type NumberValue, type ObjectOf, t } from "./schema/element-type.ts";
export type { ConfigOf, ImportedOf, PlanOf, ProposedOf, StateOf } from "./schema/infer.ts";
export {
  type AnyPlanModifier,
  type PlanModifier,
  type PlanModifierContext,
  type PlanModifierResult,
  requiresReplace,
  requiresReplaceIf,
  requiresReplaceOrAdopt,
  useStateForUnknown,
} from "./schema/plan-modifiers.ts";
export { type Schema, schema } from "./schema/schema.ts";
export { timeoutsBlock } from "./schema/timeouts.ts";
export {
  between,
  breach,
  lengthBetween,
  must,
  notStartingWith,
  oneOf,
  type ValidationContext,
  type Validator,
} from "./schema/validators.ts";
export { pluginServices, serve } from "./serve-provider.ts";
export { providerType } from "./source-address.ts";
export { elementAt, isList, isObject, memberOf } from "./types/access.ts";
export { Decimal } from "./types/decimal.ts";
export { valueEquals } from "./types/equals.ts";
export type { JsonValue } from "./types/json.ts";
export { formatPath, key, type Path, path } from "./types/path.ts";
export { type Type, types } from "./types/type.ts";
export { isUnknown, UNKNOWN, Unknown } from "./types/unknown.ts";
export { DynamicValue, isWhollyKnown, type Known, type ObjectValue, type Value } from "./types/value.ts";
