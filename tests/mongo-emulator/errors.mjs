// The errors of a real server: drivers and callers decide by code and codeName, so both are MongoDB's own.

const NAMES = {
  1: 'InternalError', 2: 'BadValue', 9: 'FailedToParse', 14: 'TypeMismatch', 20: 'IllegalOperation', 26: 'NamespaceNotFound',
  27: 'IndexNotFound', 28: 'PathNotViable', 40: 'ConflictingUpdateOperators', 43: 'CursorNotFound', 48: 'NamespaceExists',
  51: 'MaxStalenessOutOfRange', 52: 'DollarPrefixedFieldName', 53: 'InvalidIdField', 54: 'NotSingleValueField', 56: 'EmptyFieldName', 57: 'DottedFieldName',
  59: 'CommandNotFound', 66: 'ImmutableField', 67: 'CannotCreateIndex', 72: 'InvalidOptions', 73: 'InvalidNamespace',
  85: 'IndexOptionsConflict', 86: 'IndexKeySpecsConflict', 123: 'NotAReplicaSet', 168: 'InvalidPipelineOperator',
  197: 'InvalidIndexSpecificationOption', 238: 'NotImplemented', 322: 'APIVersionError', 10334: 'BSONObjectTooLarge', 11000: 'DuplicateKey',
};

export class MongoError extends Error {
  constructor(code, message, extra) {
    super(message);
    this.code = code;
    this.codeName = NAMES[code] ?? `Location${code}`;
    this.extra = extra;
  }
}

export const fail = (code, message, extra) => { throw new MongoError(code, message, extra); };

/** What a real server has and this one lacks: refused under one code, so that a test that needs it says so. */
export const lacks = what => fail(238, `${what} is not implemented by the test server (a real MongoDB has it)`);
