namespace Harvester.Web.Ckan;

/// <summary>A request that CKAN answers with 400 and a text, before any action is asked.</summary>
internal sealed class BadCkanRequestException(string message) : Exception(message);
