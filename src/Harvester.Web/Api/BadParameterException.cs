namespace Harvester.Web.Api;

/// <summary>The caller's parameters cannot be used; the message names each and what is expected.</summary>
internal sealed class BadParameterException(string message) : Exception(message);
