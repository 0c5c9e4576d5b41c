namespace Harvester.Web.Api;

/// <summary>One query parameter of an address: what is read and what is documented are the same.</summary>
/// <param name="Schema">JSON Schema of its value.</param>
internal sealed record ApiParameter(string Name, string Description, string Schema = """{"type":"string"}""", bool Required = false)
{
    public static ApiParameter Limit { get; } = new("limit", "How many items at most.", """{"type":"integer","minimum":1,"maximum":1000,"default":100}""");
    public static ApiParameter Cursor { get; } = new("cursor", "Where the page begins: the \"next\" of the page before. Without it: the first page.");
    public static ApiParameter Source { get; } = new("source", "Only those of this source: its id in /api/v1/sources.");
    public static ApiParameter Publisher { get; } = new("publisher", "Only those of this body: its six-digit local government code with check digit; 130001 is the metropolis with its bureaus.", """{"type":"string","pattern":"^[0-9]{6}$"}""");
    public static ApiParameter State { get; } = new("state", "Only those in this state; without it both.", """{"enum":["active","withdrawn"]}""");
    public static ApiParameter Fields { get; } = new("fields", "Only these members of each dataset, by their names with commas between (id,title,distributions); one that a dataset lacks is left out.");

    public static ApiParameter Day(string name, string description) => new(name, description, """{"type":"string","format":"date"}""");
}
