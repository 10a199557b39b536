# La protection des données personnelles (loi 09-08) : qui a lu, droits de la personne, conservation, effacement.

# Qui a consulté un dossier
readings-title = Qui a consulté votre dossier
readings-lead = Chaque consultation par un service est inscrite au moment où elle a lieu.
readings-none = Aucun service ne l'a encore consulté.
readings-ask = Vous traitez avec une institution : son administrateur connaît les agents et répond à vos questions.
reading-file = le dossier
reading-piece = des pièces
reading-paper = des documents
reading-person = vos coordonnées
reading-evidence = le dossier de preuves
reading-export = une copie
reading-operator = L'exploitant du service
