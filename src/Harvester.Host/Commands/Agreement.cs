using Harvester.Host.Composition;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary>A person's yes to what goes far.</summary>
internal static class Agreement
{
    /// <param name="unasked">What to say where nobody can be asked: with <c>--json</c>, or away from a terminal.</param>
    /// <param name="question">With Spectre's markup.</param>
    /// <exception cref="UsageException">There is nobody to ask.</exception>
    public static Task<bool> AskAsync(Invocation invocation, string unasked, string question, CancellationToken cancellationToken) =>
        invocation.Json || Console.IsInputRedirected || Console.IsOutputRedirected
            ? throw new UsageException(unasked)
            : new ConfirmationPrompt(question) { DefaultValue = false }.ShowAsync(invocation.Console, cancellationToken);
}
