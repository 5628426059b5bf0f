/// Write a smooth function as an ordinary Java expression; get its gradient by hand-derived rules and its minimum by
/// L-BFGS, without garbage.
///
/// Data flows downwards: a function ([org.thalweg.Objective], by hand or from `org.thalweg.autodiff`) goes into a
/// solver of `org.thalweg.optimize`, perhaps through `org.thalweg.constrain`; `org.thalweg.check` tells whether its
/// gradient is right.
@org.jspecify.annotations.NullMarked
module org.thalweg {
    requires jdk.incubator.vector;
    requires jdk.management;
    requires static transitive org.jspecify;

    exports org.thalweg;
    exports org.thalweg.autodiff;
    exports org.thalweg.check;
    exports org.thalweg.constrain;
    exports org.thalweg.optimize;
}
