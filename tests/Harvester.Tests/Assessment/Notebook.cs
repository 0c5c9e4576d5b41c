using Harvester.Core.Assessment;

namespace Harvester.Tests.Assessment;

/// <summary>An assessor that writes down what it is given: <c>a+</c> content changed, <c>a</c> only annotated, <c>-a</c> withdrawn, <c>!a</c> gone.</summary>
internal sealed class Notebook : IAssessor
{
    private readonly List<string> seen = [];

    public string Revision { get; set; } = "1";

    /// <summary>Runs before each batch is noted.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    /// <summary>What was given since the last look, batches apart by <c>|</c>.</summary>
    public string Read()
    {
        var text = string.Join(" | ", seen);
        seen.Clear();
        return text;
    }

    public Task BeginAnewAsync(CancellationToken cancellationToken)
    {
        seen.Add("anew");
        return Task.CompletedTask;
    }

    public async Task AssessAsync(IReadOnlyList<Changed> changed, CancellationToken cancellationToken)
    {
        await Before();
        seen.Add(string.Join(' ', changed.Select(one => one.Dataset is null ? $"!{Name(one)}" : one.Active is null ? $"-{Name(one)}" : one.Content ? $"{Name(one)}+" : Name(one))));
    }

    private static string Name(Changed one) => one.Id[(one.Id.IndexOf('~', StringComparison.Ordinal) + 1)..];
}
