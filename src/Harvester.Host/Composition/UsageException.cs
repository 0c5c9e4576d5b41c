namespace Harvester.Host.Composition;

/// <summary>Wrong arguments or configuration, as sentences for a person: exit code 2.</summary>
internal sealed class UsageException(params IReadOnlyList<string> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    public IReadOnlyList<string> Errors { get; } = errors;
}
