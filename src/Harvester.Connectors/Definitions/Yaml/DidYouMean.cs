using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Connectors.Definitions.Yaml;

/// <summary>Finds the word that was probably meant.</summary>
internal static class DidYouMean
{
    /// <summary><c>; did you mean 'title'?</c>, or an empty text when no candidate is near.</summary>
    public static string Of(string word, IEnumerable<string> candidates)
    {
        var farthest = Math.Max(1, word.Length / 3);
        var best = candidates
            .Select(candidate => (candidate, distance: EditDistance.Of(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(pair => pair.distance <= farthest)
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
        return best is null ? "" : $"; did you mean '{best}'?";
    }
}
