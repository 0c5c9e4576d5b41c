namespace Harvester.Web.Api.Documentation;

/// <summary>What the API's document says of an address.</summary>
/// <param name="Id">For generated clients: a verb and what it is about.</param>
/// <param name="Answer">Name of the answer's schema in <c>schemas.json</c>.</param>
/// <param name="Faults">Statuses beside those that every address has (400, 429, 503).</param>
internal sealed record ApiOperation(string Id, string Tag, string Summary, string Description, string Answer, IReadOnlyList<ApiParameter> Parameters, params IReadOnlyList<int> Faults);
