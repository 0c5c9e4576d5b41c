namespace Harvester.Web.Ckan;

/// <summary>An answer of CKAN's action API that is no success: HTTP status and error object as <c>ckan/views/api.py</c> gives them.</summary>
internal sealed class CkanException : Exception
{
    private CkanException(int status, string type, IReadOnlyDictionary<string, IReadOnlyList<string>>? fields, string? message)
        : base(message ?? type)
    {
        (Status, Type, Fields) = (status, type, fields);
        HasMessage = message is not null;
    }

    public int Status { get; }

    /// <summary>The error object's <c>__type</c>.</summary>
    public string Type { get; }

    /// <summary>What is wrong with which parameter; null where the error object has a message instead.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Fields { get; }

    public bool HasMessage { get; }

    public static CkanException NotFound() => new(404, "Not Found Error", null, "Not found");

    public static CkanException ReadOnly() => new(403, "Authorization Error", null, "Access denied: this catalogue is only read here");

    public static CkanException Invalid(string parameter, string fault) =>
        Invalid(new Dictionary<string, IReadOnlyList<string>> { [parameter] = [fault] });

    public static CkanException Invalid(IReadOnlyDictionary<string, IReadOnlyList<string>> fields) => new(409, "Validation Error", fields, null);

    /// <summary>A parameter or an order that there is not: CKAN answers it with 400.</summary>
    public static CkanException SearchQuery(string fault) => new(400, "Search Query Error", null, $"Search Query is invalid: {fault}");

    /// <summary>An expression outside the syntax.</summary>
    public static CkanException Search(string fault) => new(409, "Search Error", null, $"Search error: {fault}");
}
