using Harvester.AcceptanceTests.Sources;
using Harvester.Core.Model;

namespace Harvester.AcceptanceTests.Faults;

/// <summary>One thing that goes wrong at a source that was harvested well before, and what is to come of it.</summary>
internal sealed record Fault(string Group, string Name, string Source)
{
    /// <summary>Changes the connector's YAML.</summary>
    public Func<string, string>? Yaml { get; init; }

    /// <summary>Prepares the portal before the good run.</summary>
    public Action<SourceBench>? Before { get; init; }

    /// <summary>Breaks something before the faulty run.</summary>
    public Action<SourceBench>? Break { get; init; }

    /// <summary>Answers an exchange of the faulty run; false leaves it to the portal in good order.</summary>
    public Func<Exchange, Task<bool>>? Answer { get; init; }

    public RunStatus Status { get; init; } = RunStatus.Failed;

    /// <summary>The problem that is to be reported; null: none.</summary>
    public string? Code { get; init; }

    public Whose Whose { get; init; } = Whose.Source;

    /// <summary>Words of the message.</summary>
    public string Says { get; init; } = "";

    /// <summary>Datasets that the faulty run takes beyond those stored.</summary>
    public int Added { get; init; }

    /// <summary>Lines of the list of pitfalls.</summary>
    public string Pitfalls { get; init; } = "";

    /// <summary>Whether the source is in good order again afterwards; false where the fault is a lasting change.</summary>
    public bool Mends { get; init; } = true;
}
