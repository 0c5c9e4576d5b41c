namespace Harvester.Core.Model;

/// <summary>One problem met in a run, with the record it belongs to (null: the listing as a whole).</summary>
public sealed record RunProblem(string? RecordId, string? RecordUrl, long? Position, Problem Problem)
{
    /// <summary>One sentence that names record, field and value.</summary>
    public string Describe()
    {
        var record = RecordId is not null ? $"record {RecordId}" : Position is not null ? $"record no. {Position}" : null;
        var field = Problem.Field is null ? null : $"field {Problem.Field}";
        var value = Problem.Value is null ? null : $"value \"{Problem.Value}\"";
        var where = string.Join(", ", new[] { record, field, value }.OfType<string>());
        return where.Length == 0 ? Problem.Detail : $"{where}: {Problem.Detail}";
    }
}
